import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const folder = mkdtempSync(path.join(tmpdir(), 'emulator-processes-'));

/** The two entries as the package contains them, beside the files of these tests. */
beforeAll(() => {
  const src = new URL('../../../src/', import.meta.url).pathname;
  const shared = { bundle: true, platform: 'node', format: 'esm', banner: REQUIRE_BANNER, outdir: folder } as const;
  buildSync({ ...shared, entryPoints: [`${src}emulator.ts`, `${src}index.ts`], outExtension: { '.js': '.mjs' } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs a file with `node --test`, as an app does: until it ends, or for ten seconds. */
function nodeTest(text: string) {
  const file = write('app.test.mjs', text);
  const env = { ...process.env, NODE_OPTIONS: '' };
  const options = { encoding: 'utf8', timeout: 10_000, cwd: folder, env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], options);
  return { status, passed: /^# pass (\d+)$/m.exec(stdout)?.[1], failed: /^# fail (\d+)$/m.exec(stdout)?.[1], stderr };
}

describe('under node --test', () => {
  test('with a server for all tests, a reset between them, and a clock, the process ends after close', () => {
    const ran = nodeTest(`
      import assert from 'node:assert/strict';
      import { after, afterEach, before, test } from 'node:test';
      import { createEmulator } from './emulator.mjs';
      import { createClient } from './index.mjs';

      let now = Date.UTC(2030, 0, 1);
      const emulator = createEmulator({ clock: () => now });
      const clients = [];
      const newClient = () => {
        const client = createClient({ appId: emulator.appId, region: 'us', emulator: emulator.url });
        clients.push(client);
        return client;
      };
      before(() => emulator.listen({ port: 0 }));
      afterEach(() => {
        for (const client of clients.splice(0)) client.dispose();
        emulator.reset();
      });
      after(() => emulator.close());

      test('creates a user', async () => {
        await newClient().createUser({ uid: 'bo', name: 'Bo' }, emulator.authKey);
        assert.equal(emulator.users.get('bo').createdAt, now / 1000);
        now += 60_000;
      });
      test('finds nothing of another test', async () => {
        assert.equal(emulator.users.get('bo'), undefined);
        assert.equal(emulator.requests.length, 0);
        const user = await newClient().login('cometchat-uid-1', emulator.authKey);
        assert.equal(user.getLastActiveAt(), now / 1000);
      });
    `);
    expect(ran).toEqual({ status: 0, passed: '2', failed: '0', stderr: '' });
  });

  test('without a server nothing needs to be closed', () => {
    const ran = nodeTest(`
      import assert from 'node:assert/strict';
      import { test } from 'node:test';
      import { createEmulator } from './emulator.mjs';
      import { createClient } from './index.mjs';

      test('logs in', async () => {
        const { fetch, authKey, appId } = createEmulator();
        const client = createClient({ appId, region: 'us', fetch });
        assert.equal((await client.login('cometchat-uid-1', authKey)).getName(), 'Andrew Joseph');
      });
    `);
    expect(ran).toEqual({ status: 0, passed: '1', failed: '0', stderr: '' });
  });
});

describe('a process with clients that stay connected', () => {
  /** Serves until it gets the message to close; then reports how long that took. */
  const SERVE = `
    import { createEmulator } from './emulator.mjs';
    const emulator = createEmulator();
    const { url } = await emulator.listen({ port: 0 });
    process.stdout.write(url + '\\n');
    process.stdin.once('data', async () => {
      process.stdin.destroy();
      const before = performance.now();
      await emulator.close();
      process.stdout.write(String(Math.round(performance.now() - before)));
    });
  `;

  test('ends after close: with kept connections, half a request, and a WebSocket that never responds', async () => {
    const child = spawn(process.execPath, [write('serve.mjs', SERVE)]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const { port, hostname } = new URL(String(line));
    const open = async (text: string): Promise<Socket> => {
      const socket = connect(Number(port), hostname).on('error', () => {});
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      socket.write(text);
      return socket;
    };
    const kept = await open('GET /v3/users HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [answer] = await once(kept, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    await open('POST /v3/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{');
    const upgrade =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n';
    const webSocket = await open(`GET / HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`);
    const [accepted] = await once(webSocket, 'data');
    expect(String(accepted)).toMatch(/^HTTP\/1\.1 101 /);

    const ended = once(child, 'close');
    const said = once(child.stdout, 'data');
    const before = performance.now();
    child.stdin.write('close\n');
    expect(Number(String((await said)[0]))).toBeLessThan(500);
    expect(await ended).toEqual([0, null]);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test('ends after close if a client has disconnected during a slow response', () => {
    const code = `
      import { createEmulator } from './emulator.mjs';
      const emulator = createEmulator({ faults: [{ trickle: { bytes: 10, everyMs: 60_000 } }] });
      const { url } = await emulator.listen({ port: 0 });
      const signal = AbortSignal.timeout(50);
      const headers = { apikey: emulator.apiKey };
      await fetch(url + '/v3/users', { headers, signal }).then((answer) => answer.text()).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 300));
      await emulator.close();
    `;
    const { status, signal } = spawnSync(process.execPath, [write('left.mjs', code)], { timeout: 10_000, cwd: folder });
    expect({ status, signal }).toEqual({ status: 0, signal: null });
  });
});
