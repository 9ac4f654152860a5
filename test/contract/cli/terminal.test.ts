import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, commandFile } from './cli-support.js';

buildCommand();

const emulator = createEmulator();
beforeAll(() => emulator.listen({ port: 0 }));
afterAll(() => emulator.close());

/** Runs the command in a terminal of 80 columns, and types each answer when its question is on the screen. */
async function onTerminal(
  args: string,
  env: Record<string, string>,
  answers: readonly [question: string, keys: string][] = [],
) {
  const line = `stty cols 80 rows 24; exec "${process.execPath}" "${commandFile}" ${args}`;
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let screen = '';
  const open = [...answers];
  child.stdout.on('data', (chunk) => {
    screen += chunk;
    if (open[0] && screen.includes(open[0][0])) child.stdin.write(open.shift()?.[1] ?? '');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, screen };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals get colors by the escape character.
const COLOR = /\u001b\[\d+m/;

test('a terminal gets a table in colors, and NO_COLOR turns them off', async () => {
  const env = { COMETCHAT_EMULATOR: emulator.url };
  const [colored, plain] = await Promise.all([
    onTerminal('user list', env),
    onTerminal('user list', { ...env, NO_COLOR: '1' }),
  ]);
  expect(colored.screen).toMatch(COLOR);
  expect(plain.screen).not.toMatch(COLOR);
  expect(plain.screen.split('\r\n')).toEqual([
    'UID              ROLE     STATUS   NAME',
    'cometchat-uid-1  default  offline  Andrew Joseph',
    ...[2, 3, 4, 5].map((n) => expect.stringContaining(`cometchat-uid-${n}`)),
    '',
    '5 users',
    '',
  ]);
});

test('erase asks; the default answer is no; y erases', async () => {
  const env = { COMETCHAT_EMULATOR: emulator.url };
  const no = await onTerminal('user erase cometchat-uid-5', env, [['for ever?', '\r']]);
  expect(no).toMatchObject({ code: 1, screen: expect.stringContaining('Nothing was erased.') });
  expect(emulator.users.get('cometchat-uid-5')).toBeDefined();
  const yes = await onTerminal('user erase cometchat-uid-5', env, [['for ever?', 'y']]);
  expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining('cometchat-uid-5: ') });
  expect(emulator.users.get('cometchat-uid-5')).toBeUndefined();
});

test('a missing API key is asked for, and never shown; Ctrl+C stops with 130', async () => {
  const preload = path.join(path.dirname(commandFile), 'offline.js');
  writeFileSync(preload, "globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));");
  const env = { COMETCHAT_APP_ID: 'app', COMETCHAT_REGION: 'us', NODE_OPTIONS: `--import=${preload}` };
  const secret = '5e'.repeat(20);
  const [given, stopped] = await Promise.all([
    onTerminal('user list', env, [['REST API key:', `${secret}\r`]]),
    onTerminal('user list', env, [['REST API key:', '\u0003']]),
  ]);
  // The request with the typed key fails: there is no network.
  expect(given.code).toBe(9);
  expect(given.screen).not.toContain(secret);
  expect(stopped).toMatchObject({ code: 130, screen: expect.stringContaining('Stopped.') });
});

describe('sync asks on a terminal', () => {
  const sync = (name: string, answer: string) => {
    const env = { COMETCHAT_EMULATOR: emulator.url, NO_COLOR: '1' };
    const users = path.join(path.dirname(commandFile), `${name}.csv`);
    writeFileSync(users, `uid,name\n${name},Name\n`);
    return onTerminal(`sync ${users}`, env, [['Change 1 user of the app emulator-app?', answer]]);
  };

  test('after the plan; the default answer is no, and y applies it', async () => {
    const no = await sync('asked-no', '\r');
    expect(no).toMatchObject({ code: 1, screen: expect.stringContaining('Nothing was changed.') });
    expect(no.screen).toContain('+ create     asked-no  Name');
    expect(no.screen.indexOf('Plan: 1 to create.')).toBeLessThan(
      no.screen.indexOf('Change 1 user of the app emulator-app?'),
    );
    expect(emulator.users.get('asked-no')).toBeUndefined();
    const yes = await sync('asked-yes', 'y');
    expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining('Done: 1 created') });
    expect(emulator.users.get('asked-yes')).toBeDefined();
  });

  test('Ctrl+C is no, with its own exit code', async () => {
    const stopped = await sync('asked-stop', '\u0003');
    expect(stopped).toMatchObject({ code: 130, screen: expect.stringContaining('Nothing was changed.') });
    expect(emulator.users.get('asked-stop')).toBeUndefined();
  });

  test('in one plain line where the cursor cannot move', async () => {
    const users = path.join(path.dirname(commandFile), 'plain.csv');
    writeFileSync(users, 'uid,name\nplain,Name\n');
    const env = { COMETCHAT_EMULATOR: emulator.url, TERM: 'dumb' };
    const no = await onTerminal(`sync ${users}`, env, [['(y/N) ', '\r']]);
    expect(no).toMatchObject({
      code: 1,
      screen: expect.stringContaining('Change 1 user of the app emulator-app? (y/N) '),
    });
    const stopped = await onTerminal(`sync ${users}`, env, [['(y/N) ', '\u0003']]);
    expect(stopped).toMatchObject({ code: 130, screen: expect.stringContaining('Nothing was changed.') });
    expect(emulator.users.get('plain')).toBeUndefined();
    const yes = await onTerminal(`sync ${users}`, env, [['(y/N) ', 'y\r']]);
    expect(yes).toMatchObject({ code: 0, screen: expect.stringContaining('Done: 1 created') });
    expect(no.screen + stopped.screen + yes.screen).not.toContain('\u001b');
  });

  test('only if the person has seen the plan', async () => {
    const users = path.join(path.dirname(commandFile), 'unseen.csv');
    writeFileSync(users, 'uid,name\nunseen,Name\n');
    const { code, screen } = await onTerminal(`sync ${users} >/dev/null`, { COMETCHAT_EMULATOR: emulator.url });
    expect(code).toBe(0);
    expect(screen).toMatch(/Nothing was changed\. To apply the plan, add --apply\.\r\n$/);
    expect(screen).not.toContain('?');
  });
});

test('long lines are broken at spaces, so a terminal of 80 columns cuts no word', async () => {
  const users = path.join(path.dirname(commandFile), 'long.csv');
  const name = Array.from({ length: 12 }, () => 'Maximilian')
    .join(' ')
    .slice(0, 99);
  writeFileSync(users, `uid,name,avatar\nkim,Kim,\nKim,Kim,\nan na,Anna,kevin.png\nlong,${name},\n`);
  const env = { COMETCHAT_EMULATOR: emulator.url, NO_COLOR: '1' };
  const screens = await Promise.all([
    onTerminal(`import ${users} --dry-run`, env),
    onTerminal(`import ${users}`, env),
    onTerminal(`doctor ${users}`, env),
    onTerminal('doctor', { ...env, COMETCHAT_EMULATOR: 'http://127.0.0.1:1' }),
    onTerminal('--help', env),
  ]);
  for (const { screen } of screens) {
    const lines = screen.split('\r\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
  }
});

test('an import shows a bar that fits into 80 columns, and leaves nothing of it', async () => {
  const users = path.join(path.dirname(commandFile), 'many.csv');
  writeFileSync(users, `uid,name\n${Array.from({ length: 300 }, (_, index) => `m${index},Name\n`).join('')}`);
  const env = { COMETCHAT_EMULATOR: emulator.url, NO_COLOR: '1' };
  const { code, screen } = await onTerminal(`import ${users}`, env);
  expect(code).toBe(0);
  const drawn = screen.split('\r\u001b[K');
  expect(drawn.length).toBeGreaterThan(2);
  for (const line of drawn.slice(1, -1)) expect(line.length).toBeLessThan(80);
  expect(drawn.at(-1)).toMatch(/^Done: 300 rows of /);
});

test('Ctrl+C ends a command that reads users from the terminal, also by the name of the device', async () => {
  const watch = path.join(path.dirname(commandFile), 'watch.js');
  writeFileSync(watch, "process.on('newListener', (name) => name === 'SIGINT' && process.stderr.write('ready'));");
  const env = { COMETCHAT_EMULATOR: emulator.url, NODE_OPTIONS: `--import=${watch}` };
  const found = await Promise.all(
    ['-', '/dev/tty', '/dev/stdin'].map((name) =>
      onTerminal(`import ${name} --format ndjson`, env, [['ready', '\u0003']]),
    ),
  );
  for (const { code, screen } of found) {
    expect(code).toBe(130);
    expect(screen).toContain('Interrupted.');
  }
});
