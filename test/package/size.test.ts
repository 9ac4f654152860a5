import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Bytes of what an app's bundler makes of an import: minified, gzip -9. 1 KB is 1000 bytes. */
async function sizeOf(code: string): Promise<{ bytes: number; text: string }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    external: ['react'],
    write: false,
  });
  const text = outputFiles[0]?.text ?? '';
  return { bytes: gzipSync(text, { level: 9 }).length, text };
}

const CEILINGS = [
  {
    what: 'the whole client: both facades, createClient and the dependencies',
    code: "export * from './dist/index.js'",
    ceiling: 31_300,
    // ky is 5 KB of it. The rest is validation, retries, a session that tabs share, responses and options that are checked, and
    // secrets that are taken out of errors: the vendor's SDK has none of these. Version 0.4 adds 2 KB: the facades' session, the locks
    // for several tabs, and what `attachVendor` needs inside of a client.
  },
  {
    what: 'createClient without the facades',
    code: "export { createClient } from './dist/index.js'",
    ceiling: 27_700,
    // For apps that need no vendor's names.
  },
  {
    what: 'User alone, with validation',
    code: "export { User } from './dist/index.js'",
    ceiling: 6_500,
    // A form that validates as one types needs no client.
  },
  {
    what: 'the hooks, React and the client aside',
    code: "export * from './dist/react.js'",
    ceiling: 1_000,
    // They know of the client nothing but its types.
  },
  {
    what: 'the schemas, zod/mini included',
    code: "export * from './dist/schemas.js'",
    ceiling: 7_700,
    // zod/mini is most of it. The rest is the table of rules, which an app with the client has already.
  },
  {
    what: 'an import that is not used',
    code: "import { CometChat, createClient, User } from './dist/index.js'; import { useLogin } from './dist/react.js'; import { userSchema } from './dist/schemas.js'; export {}",
    ceiling: 30,
  },
];

describe('what an app pays for what it imports', () => {
  test.each(CEILINGS)('$what: at most $ceiling bytes', async ({ what, code, ceiling }) => {
    const { bytes } = await sizeOf(code);
    process.stdout.write(`   ${bytes} bytes gzip  ${what}\n`);
    expect(bytes).toBeLessThanOrEqual(ceiling);
  });

  test('attachVendor adds at most 4400 bytes to an app that has the client', async () => {
    const client = "export { createClient } from './dist/index.js'";
    const [alone, both] = await Promise.all([sizeOf(client), sizeOf(`${client}; export * from './dist/vendor.js'`)]);
    process.stdout.write(`   ${both.bytes - alone.bytes} bytes gzip  attachVendor, the client aside\n`);
    expect(both.bytes - alone.bytes).toBeLessThanOrEqual(4_400);
  });

  test('the README tells the sizes that these are', async () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const { code } of [CEILINGS[0], CEILINGS[2], CEILINGS[4]].filter((row) => row !== undefined)) {
      const { bytes } = await sizeOf(code);
      expect(readme).toContain(`${(bytes / 1000).toFixed(1)} KB`);
    }
  });

  test('zod comes with the schemas, and with nothing else that a page imports', async () => {
    const hasZod = async (entry: string) => {
      const { text } = await sizeOf(`export * from './dist/${entry}.js'`);
      // A name that zod sets on the global object: a minifier keeps it.
      return text.includes('__zod_globalConfig');
    };
    expect(await hasZod('schemas')).toBe(true);
    for (const entry of ['index', 'react']) expect(await hasZod(entry)).toBe(false);
    expect(readFileSync('dist/script.js', 'utf8')).not.toContain('__zod_globalConfig');
  });

  test('nothing of the emulator comes with the client', async () => {
    const { text } = await sizeOf("export * from './dist/index.js'");
    for (const foreign of ['createEmulator', 'cometchat-uid-', 'node:http', '_emulator'])
      expect(text).not.toContain(foreign);
  });
});
