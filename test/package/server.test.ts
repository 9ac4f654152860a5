import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const SENTENCE = /cometchat-users\/server is for servers only: its REST API key may do everything in your app/;

// A separate app, so that the package is found as an app finds it, and not by the paths of this repository's
// tsconfig.json.
const app = mkdtempSync(path.resolve('.reports-server-'));
mkdirSync(path.join(app, 'node_modules'));
symlinkSync(path.resolve('.'), path.join(app, 'node_modules/cometchat-users'));
writeFileSync(path.join(app, 'tsconfig.json'), '{}');
afterAll(() => rmSync(app, { recursive: true, force: true }));

/** Bundles an app's code with esbuild. */
async function bundle(contents: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: app },
    bundle: true,
    format: 'esm',
    preserveSymlinks: true,
    logLevel: 'silent',
    ...options,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs code as a module, and returns its output. */
async function execute(code: string, name: string): Promise<{ stdout: string; stderr: string }> {
  const file = path.join(app, `${name}.mjs`);
  writeFileSync(file, code);
  return run(process.execPath, [file]).catch((error) => error);
}

const USE = `
  import { createAdmin } from 'cometchat-users/server';
  const admin = createAdmin({ appId: 'app', region: 'us', apiKey: 'key', fetch: async () => Response.json({ data: { uid: 'kevin' } }) });
  console.log((await admin.users.get('kevin')).uid);
`;

describe('cometchat-users/server', () => {
  test('works in Node, and shares its classes with the client', async () => {
    const shared = `import * as client from 'cometchat-users'; import * as server from 'cometchat-users/server';
      console.log(client.User === server.User, client.CometChatException === server.CometChatException);`;
    expect(await execute(USE, 'node')).toMatchObject({ stdout: 'kevin\n', stderr: '' });
    expect(await execute(shared, 'shared')).toMatchObject({ stdout: 'true true\n', stderr: '' });
  });

  test.each(['workerd', 'edge-light'])('works in %s, also if the conditions include browser', async (condition) => {
    const code = await bundle(USE, { platform: 'browser', conditions: [condition, 'browser'] });
    expect(await execute(code, condition)).toMatchObject({ stdout: 'kevin\n', stderr: '' });
  });

  test.each<[string, BuildOptions]>([
    ['browser', { platform: 'browser' }],
    ['react-native', { platform: 'neutral', conditions: ['react-native'], mainFields: ['main'] }],
  ])('in a bundle for %s throws an explanation, and its code is not in there', async (name, options) => {
    for (const [index, code] of [USE, "import 'cometchat-users/server'; console.log('went on')"].entries()) {
      const bundled = await bundle(code, options);
      expect(bundled).not.toContain('apikey');
      const { stdout, stderr } = await execute(bundled, `${name}-${index}`);
      expect(stdout).toBe('');
      expect(stderr).toMatch(SENTENCE);
    }
  });

  test('has no declaration that names a bundled package', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
    const files = (JSON.parse(stdout) as [{ files: { path: string }[] }])[0].files.map(({ path: file }) => file);
    expect(files).toEqual(expect.arrayContaining(['dist/server.js', 'dist/server/vendor/standardwebhooks.js']));
    const naming = files.filter(
      (file) => file.endsWith('.d.ts') && /from '(?!\.|zod\/mini')/.test(readFileSync(file, 'utf8')),
    );
    expect(naming.filter((file) => file.startsWith('dist/server'))).toEqual([]);
  });

  test('a process that has created many users exits', async () => {
    const code = `import { createAdmin } from 'cometchat-users/server';
      const fetch = async (request) => {
        if (request.method === 'GET') return Response.json({ data: { count: 0 } });
        const { users } = await request.json();
        return Response.json({ data: Object.fromEntries(Object.entries(users).map(([uid, data]) => [uid, { success: true, data }])) });
      };
      const make = (rate) => createAdmin({ appId: 'app', region: 'us', apiKey: 'key', fetch, rate });
      const people = Array.from({ length: 120 }, (_, i) => ({ uid: 'p-' + i, name: 'P', createdAt: 5 }));
      const { created } = (await make().sync.importUsers(people).summary).counts;
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const { stoppedBy } = await make({ import: 1 }).sync.importUsers(people, { signal: controller.signal }).summary;
      console.log(created, stoppedBy.code);`;
    const begun = performance.now();
    expect(await execute(code, 'ends')).toMatchObject({ stdout: '120 REQUEST_ABORTED\n', stderr: '' });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
