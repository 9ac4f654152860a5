import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, resultOf, run, start } from './cli-support.js';

buildCommand();

const base = mkdtempSync(path.join(tmpdir(), 'cli-keys-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const AUTH_KEY = 'a0'.repeat(20);
const API_KEY = 'f0'.repeat(20);
const OWN = { COMETCHAT_EMULATOR_AUTH_KEY: '1a'.repeat(20), COMETCHAT_EMULATOR_API_KEY: '2b'.repeat(20) };

/** Ends the process when it has written the journal of a new folder. */
const KILL_AFTER_JOURNAL = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { renameSync } = fs;
  fs.renameSync = (from, to) => {
    renameSync(from, to);
    if (to.endsWith('journal.ndjson')) process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();
`;

/** Starts an emulator, reads its line and a list of users with each key, and stops it. */
async function keysOf(args: readonly string[], env: Record<string, string> = {}, more: readonly string[] = []) {
  const { child, firstLine, ended } = start(['emulator', '--port', '0', '--json', ...args], { env });
  const { url, authKey, apiKey } = JSON.parse(await firstLine);
  const statuses = await Promise.all(
    [apiKey, ...more].map(async (apikey) => (await fetch(`${url}/v3/users`, { headers: { apikey } })).status),
  );
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  return { authKey, apiKey, statuses };
}

describe('keys of the emulator', () => {
  test('are constant in memory, and the environment sets them; COMETCHAT_API_KEY never does', async () => {
    const [usual, chosen] = await Promise.all([
      keysOf([], { COMETCHAT_API_KEY: '9f'.repeat(20) }),
      keysOf([], OWN, [API_KEY]),
    ]);
    expect(usual).toEqual({ authKey: AUTH_KEY, apiKey: API_KEY, statuses: [200] });
    expect(chosen).toEqual({
      authKey: OWN.COMETCHAT_EMULATOR_AUTH_KEY,
      apiKey: OWN.COMETCHAT_EMULATOR_API_KEY,
      statuses: [200, 401],
    });
  });

  test('are generated for a data folder, kept there for this user only, and the same at the next start', async () => {
    const data = path.join(base, 'new');
    const first = await keysOf(['--data', data], {}, [API_KEY]);
    expect(first.apiKey).toMatch(/^[0-9a-f]{40}$/);
    expect(first.authKey).not.toBe(first.apiKey);
    expect(first.statuses).toEqual([200, 401]);
    expect(readdirSync(data)).toEqual(['journal.ndjson']);
    expect(statSync(path.join(data, 'journal.ndjson')).mode & 0o777).toBe(0o600);
    expect(await keysOf(['--data', data])).toEqual({ ...first, statuses: [200] });

    const chosen = await keysOf(['--data', data], OWN, [first.apiKey]);
    expect(chosen.apiKey).toBe(OWN.COMETCHAT_EMULATOR_API_KEY);
    // The key from before stays valid, too.
    expect(chosen.statuses).toEqual([200, 200]);
  });

  test('survive a kill -9 of the very first start, as soon as the journal exists', async () => {
    const data = path.join(base, 'killed');
    const preload = path.join(base, 'kill.mjs');
    writeFileSync(preload, KILL_AFTER_JOURNAL);
    const { ended } = start(['emulator', '--port', '0', '--json', '--data', data], { node: ['--import', preload] });
    expect(await ended).toBe('SIGKILL');
    expect(existsSync(path.join(data, 'journal.ndjson'))).toBe(true);

    const first = await keysOf(['--data', data], {}, [API_KEY]);
    expect(first.statuses).toEqual([200, 401]);
    expect(await keysOf(['--data', data])).toEqual({ ...first, statuses: [200] });
    expect(readFileSync(path.join(data, 'journal.ndjson'), 'utf8').split('"fullAccess"')).toHaveLength(2);
  });

  test('of a folder from an older version stay the constant ones', async () => {
    const data = path.join(base, 'old');
    await createEmulator({ data }).close();
    expect(await keysOf(['--data', data])).toEqual({ authKey: AUTH_KEY, apiKey: API_KEY, statuses: [200] });
  });

  test('are written only into a folder that this emulator owns: a wrong option leaves no folder behind', async () => {
    const data = path.join(base, 'untouched');
    const { code, stderr } = await resultOf(['emulator', '--data', data, '--app-id', 'not one']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--app-id must be letters') });
    expect(existsSync(data)).toBe(false);
  });

  test('of two starts at once on a new folder, one emulator runs, with the keys of the folder', async () => {
    const data = path.join(base, 'raced');
    const starts = Array.from({ length: 2 }, () => start(['emulator', '--port', '0', '--json', '--data', data]));
    const ended = await Promise.race(starts.map(async ({ ended }, index) => ({ index, code: await ended })));
    expect(ended.code).toBe(1);
    const { child, firstLine, ended: end } = starts[1 - ended.index] as (typeof starts)[number];
    const { authKey, apiKey } = JSON.parse(await firstLine);
    child.kill('SIGINT');
    expect(await end).toBe(0);
    expect(readdirSync(data)).toEqual(['journal.ndjson']);
    expect(await keysOf(['--data', data])).toEqual({ authKey, apiKey, statuses: [200] });
  });

  test('of another form are refused without being repeated', async () => {
    const [form, equal] = await Promise.all([
      resultOf(['emulator'], { env: { COMETCHAT_EMULATOR_API_KEY: 'secret' } }),
      resultOf(['emulator'], { env: { COMETCHAT_EMULATOR_API_KEY: AUTH_KEY } }),
    ]);
    expect(form).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('COMETCHAT_EMULATOR_API_KEY must be 40 hex'),
    });
    expect(equal).toMatchObject({ code: 2, stderr: expect.stringContaining('must be different keys') });
    for (const { stderr } of [form, equal]) expect(stderr).not.toContain('secret');
  });
});

describe('bad input', () => {
  test('each wrong value says what is right: no text of Node, exit code 2', async () => {
    const file = path.join(base, 'file');
    writeFileSync(file, '');
    const cases: [string[], string][] = [
      [['--host', 'no-such-host.invalid'], '--host must be an address of this machine'],
      [['--host', '192.0.2.1'], '--host must be an address of this machine'],
      [['--data', file], `--data must be a folder that this user may write, not "${file}": it is a file.`],
      [['--data', path.join(file, 'x')], 'a part of the path is a file, not a folder.'],
      [['--data', path.join(file, 'x', 'y')], 'a part of the path is a file, not a folder.'],
      // Node's own recursive mkdir never ends here.
      ...(process.platform === 'linux'
        ? [
            ['/proc/x', '/proc/x/y'].map((data): [string[], string] => [['--data', data], '--data must be a folder']),
          ].flat()
        : []),
      [['--port', '-1'], '--port must be a number from 0 to 65535, not "-1".'],
      [['--port', '--tls'], '--port must be a number from 0 to 65535, not "--tls".'],
    ];
    const results = await Promise.all(cases.map(([args]) => resultOf(['emulator', ...args])));
    for (const [index, { code, stdout, stderr }] of results.entries()) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(cases[index]?.[1]);
      expect(stderr).not.toMatch(/E[A-Z]{4,}|ambiguous|Node/);
    }
  });
});

test('--host other than loopback says which addresses other machines can reach', async () => {
  const { child, firstLine, ended, stderr } = run('emulator', '--port', '0', '--json', '--host', '0.0.0.0');
  const { port } = new URL(JSON.parse(await firstLine).url);
  child.kill('SIGINT');
  await ended;
  expect(stderr()).toMatch(new RegExp(`^Warning: other machines can reach the emulator, at .*${port}`));
  expect(stderr()).toContain('the keys are publicly known');
});

test('Ctrl+C ends within a second, also with an open request and an open socket', async () => {
  const { child, firstLine, ended } = run('emulator', '--port', '0', '--json');
  const { url, apiKey } = JSON.parse(await firstLine);
  const socket = new WebSocket(url.replace('http', 'ws'));
  await new Promise((resolve) => socket.once('open', resolve));
  const headers = { apikey: apiKey, 'x-emulator-fault': '{"delayMs":60000}' };
  const slow = fetch(`${url}/v3/users`, { headers }).catch(() => 'ended');
  // A later request was answered: the slow one has arrived.
  expect((await fetch(`${url}/v3/users`, { headers: { apikey: apiKey } })).status).toBe(200);
  const start = performance.now();
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(await slow).toBe('ended');
});

describe('cometchat-users emulator exec', () => {
  const PRINT = 'console.log(JSON.stringify(process.env))';

  test('runs a program with the settings of the emulator, and ends with its exit code', async () => {
    const use = `fetch(process.env.COMETCHAT_EMULATOR + '/v3/users', { headers: { apikey: process.env.COMETCHAT_API_KEY } })
      .then(({ status }) => { ${PRINT}; process.exitCode = status === 200 ? 7 : 1; });`;
    const env = { ...OWN, COMETCHAT_API_KEY: 'a-real-key', COMETCHAT_APP_ID: 'a-real-app' };
    const { code, stdout, stderr } = await resultOf(['emulator', 'exec', '--', process.execPath, '-e', use], { env });
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      ...OWN,
      COMETCHAT_EMULATOR: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      COMETCHAT_APP_ID: 'emulator-app',
      COMETCHAT_REGION: 'us',
      COMETCHAT_API_KEY: OWN.COMETCHAT_EMULATOR_API_KEY,
      COMETCHAT_AUTH_KEY: OWN.COMETCHAT_EMULATOR_AUTH_KEY,
    });
  });

  test('a program that does not exist, and one that is interrupted', async () => {
    const missing = await resultOf(['emulator', 'exec', '--', 'no-such-program']);
    expect(missing).toEqual({
      code: 127,
      stdout: '',
      stderr: 'Error: no-such-program cannot be started.\nHint:  Is it installed, and spelled like this?\n',
    });
    const { child, firstLine, ended } = run(
      'emulator',
      'exec',
      '--',
      process.execPath,
      '-e',
      `${PRINT};setInterval(() => {}, 1000)`,
    );
    await firstLine;
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
  });
});
