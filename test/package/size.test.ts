import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Bytes of an import in an app's bundle: minified, gzip -9. 1 KB is 1000 bytes. */
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
    ceiling: 36_000,
    // ky is 5 KB of it, lists and blocks are 3.6 KB, the vendor's builders included. The rest is validation, retries, a session that
    // tabs share, checks of responses and options, and the removal of secrets from errors: the vendor's SDK has none of these.
    // About 2 KB are the facades' session, the locks for several tabs, and the parts of a client that `attachVendor` needs.
  },
  {
    what: 'createClient without the facades',
    code: "export { createClient } from './dist/index.js'",
    ceiling: 31_000,
    // For apps that do not need the vendor's names. About 400 bytes of it find a second client with the same storage key in a page.
  },
  {
    what: 'User alone, with validation',
    code: "export { User } from './dist/index.js'",
    ceiling: 6_500,
    // A form that validates while the user types needs no client.
  },
  {
    what: 'createClient with the hooks, React aside',
    code: "export { createClient } from './dist/index.js'; export * from './dist/react.js'",
    ceiling: 33_000,
    // The hooks are 1.7 KB. 350 bytes more are the facade's session and client, for a provider without a client.
  },
  {
    what: 'the schemas, zod/mini included',
    code: "export * from './dist/schemas.js'",
    ceiling: 7_700,
    // zod/mini is most of it. The rest is the table of rules, which an app with the client already has.
  },
  {
    what: 'the emulator in a page',
    code: "export * from './dist/emulator.browser.js'",
    ceiling: 37_500,
    // For tests and Storybook, not for an app. 12 KB are Hono and zod/mini, in place of a router and checks written by hand.
  },
  {
    what: 'an import that is not used',
    code: "import { CometChat, createClient, User } from './dist/index.js'; import { useLogin } from './dist/react.js'; import { userSchema } from './dist/schemas.js'; export {}",
    ceiling: 30,
  },
];

describe('the bytes of an import', () => {
  test.each(CEILINGS)('$what: at most $ceiling bytes', async ({ what, code, ceiling }) => {
    const { bytes } = await sizeOf(code);
    process.stdout.write(`   ${bytes} bytes gzip  ${what}\n`);
    expect(bytes).toBeLessThanOrEqual(ceiling);
  });

  // About 150 bytes of it keep the vendor's new session, if ours has ended without a logout.
  test('attachVendor adds at most 5000 bytes to an app that has the client', async () => {
    const client = "export { createClient } from './dist/index.js'";
    const [alone, both] = await Promise.all([sizeOf(client), sizeOf(`${client}; export * from './dist/vendor.js'`)]);
    process.stdout.write(`   ${both.bytes - alone.bytes} bytes gzip  attachVendor, the client aside\n`);
    expect(both.bytes - alone.bytes).toBeLessThanOrEqual(5_000);
  });

  test('the README has these sizes', async () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const { code } of [CEILINGS[0], CEILINGS[2], CEILINGS[4]].filter((row) => row !== undefined)) {
      const { bytes } = await sizeOf(code);
      expect(readme).toContain(`${(bytes / 1000).toFixed(1)} KB`);
    }
  });

  test('zod comes with the schemas, and with no other import of a page', async () => {
    const hasZod = async (entry: string) => {
      const { text } = await sizeOf(`export * from './dist/${entry}.js'`);
      // A name that zod sets on the global object: a minifier keeps it.
      return text.includes('__zod_globalConfig');
    };
    expect(await hasZod('schemas')).toBe(true);
    for (const entry of ['index', 'react']) expect(await hasZod(entry)).toBe(false);
    expect(readFileSync('dist/script.js', 'utf8')).not.toContain('__zod_globalConfig');
  });

  test('the client contains nothing of the emulator', async () => {
    const { text } = await sizeOf("export * from './dist/index.js'");
    for (const foreign of ['createEmulator', 'cometchat-uid-', 'node:http', '_emulator'])
      expect(text).not.toContain(foreign);
  });
});
