import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.js';
import { EXIT_CODES } from '../../../src/cli/exit-codes.js';
import { FILE_FIELDS } from '../../../src/cli/files/fields.js';
import { main } from '../../../src/cli/main.js';
import { FIELDS_HELP } from '../../../src/cli/sync/fields-help.js';
import type { AdminOptions } from '../../../src/server.js';
import { buildCommand, commandFile, resultOf } from './cli-support.js';

buildCommand();

const APP = { COMETCHAT_APP_ID: 'app', COMETCHAT_REGION: 'us' };
const SECRET = 'd3'.repeat(20);

/** Runs the command within this process, which is faster: it ends before it needs an app. */
async function runHere(args: readonly string[], env: Record<string, string> = APP) {
  const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()];
  const unused = () => Promise.reject(new Error('Nothing may be loaded.'));
  const code = await main(args, { stdin, stdout, stderr, env }, { emulator: unused, server: unused });
  return { code, stdout: await textOf(stdout.end()), stderr: await textOf(stderr.end()) };
}

test.each([
  [['user', 'gte', 'x'], 'There is no command gte.', 'Did you mean get?'],
  [['usr'], 'There is no command usr.', 'Did you mean user?'],
  [['user'], 'The command is missing: get, list,', undefined],
  [['user', 'get'], 'UID is missing.', undefined],
  [['user', 'get', 'a', 'b'], '"get" takes one argument, and there are more.', undefined],
  [['user', 'list', '--serch', 'a'], 'There is no option --serch.', 'Did you mean --search?'],
  [['user', 'list', '--limit', '0'], '--limit must be a whole number from 1 on, not "0".', undefined],
  [['user', 'list', '--status', 'away'], '--status must be online or offline, not "away".', undefined],
  [['user', 'update', 'a'], 'There is nothing to change.', 'Pass at least one field'],
  [['user', 'update', 'a', '--metadata', '[]'], '--metadata must be a JSON object', undefined],
  [['user', 'update', 'a', '--clear', 'tags', '--tag', 'b'], '--clear tags and --tag exclude each other.', undefined],
  [['user', 'get', 'a', '--emulator', 'localhost'], '--emulator must be the URL of an emulator', undefined],
  [['user', 'get', 'a'], 'The REST API key is missing.', 'Set COMETCHAT_API_KEY'],
  [['user', 'get', 'a', `--api-key=${SECRET}`], 'There is no option --api-key: a secret', 'Set COMETCHAT_API_KEY'],
  [['user', 'get', 'a', `--kye=${SECRET}`], 'There is no option --kye.', undefined],
  [['emulator', 'exce'], 'There is no command emulator exce.', 'Did you mean emulator exec?'],
])('%j is a usage error: exit code 2, and the same as JSON', async (args, message, hint) => {
  const text = await runHere(args);
  expect({ code: text.code, stdout: text.stdout }).toEqual({ code: 2, stdout: '' });
  expect(text.stderr.split('\n')[0]).toContain(`Error: ${message}`);
  if (hint) expect(text.stderr).toContain(`Hint:  ${hint}`);
  expect(text.stderr).toContain('\nUsage: cometchat-users');
  // A group has no options of its own.
  if (args.length < 2) return;
  const json = await runHere([...args, '--json']);
  expect({ code: json.code, stdout: json.stdout }).toEqual({ code: 2, stdout: '' });
  const { error } = JSON.parse(json.stderr);
  expect(error).toMatchObject({ kind: 'usage', exitCode: 2, message: expect.stringContaining(message) });
  expect(text.stderr + json.stderr).not.toContain(SECRET);
});

test.each([
  ['App ID', { COMETCHAT_REGION: 'us' }, 'Set COMETCHAT_APP_ID, or pass --app-id.'],
  ['region', { COMETCHAT_APP_ID: 'app' }, 'Set COMETCHAT_REGION, or pass --region.'],
])('a missing %s is named, with the ways to give it', async (what, env, hint) => {
  const { code, stderr } = await runHere(['user', 'list'], env);
  expect(code).toBe(2);
  expect(stderr).toContain(`Error: The ${what} is missing.\nHint:  ${hint}`);
});

test('errors have the exit code of their kind, and the guide has the same table', async () => {
  const env = { ...APP, COMETCHAT_API_KEY: SECRET };
  const refused = await resultOf(['user', 'create', 'a b', '--name', 'A'], { env });
  expect(refused.code).toBe(EXIT_CODES.validation);
  const gone = await resultOf(['user', 'list', '--emulator', 'http://127.0.0.1:1'], { env });
  expect(gone.code).toBe(EXIT_CODES.network);
  const guide = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8');
  for (const [kind, code] of Object.entries(EXIT_CODES))
    if (kind !== 'superseded') expect(guide).toMatch(new RegExp(`^\\| ${code} \\| .*\`${kind}\``, 'm'));
});

test('every command has a help with examples that fits 80 columns and has no color in a pipe', async () => {
  const names = COMMANDS.flatMap((one) =>
    'run' in one
      ? [[one.name], ...(one.commands ?? []).map((below) => [one.name, below.name])]
      : one.commands.map((below) => [one.name, below.name]),
  );
  expect(names.length).toBeGreaterThan(12);
  for (const words of names) {
    const { code, stdout, stderr } = await runHere([...words, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\nExamples?:\n(?: {2}# .*\n)? {2}\S/);
    expect(stdout).toContain(`Usage: cometchat-users ${words.join(' ')}`);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.indexOf('\nOptions:\n')).toBeGreaterThan(0);
    expect(stdout.indexOf('\nThe app:\n') + 1 || Number.POSITIVE_INFINITY).toBeGreaterThan(
      stdout.indexOf('\nOptions:\n'),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a pipe gets no escape characters.
    expect(stdout).not.toMatch(/\u001b/);
  }
});

test('the help of import and sync names every field that a file may give', () => {
  for (const field of FILE_FIELDS) expect(FIELDS_HELP).toMatch(new RegExp(`\\b${field}\\b`));
});

test.each([
  ['50%', { share: 0.5 }],
  ['100%', { share: 1 }],
  ['off', false],
])('--rate %s of import and sync sets the rate of the admin', async (rate, expected) => {
  for (const words of [['import'], ['sync', '--apply']]) {
    const [stdin, stdout, stderr] = [new PassThrough().end(), new PassThrough(), new PassThrough()];
    const rates: unknown[] = [];
    const createAdmin = (options: AdminOptions) => {
      rates.push(options.rate);
      throw new Error('Enough is known.');
    };
    const env = { ...APP, COMETCHAT_API_KEY: SECRET };
    const server = async () => ({ ...(await import('../../../src/server.js')), createAdmin });
    const unused = () => Promise.reject(new Error('Nothing may be loaded.'));
    await main([...words, 'x.csv', '--rate', rate], { stdin, stdout, stderr, env }, { emulator: unused, server });
    expect(rates).toEqual([expected]);
  }
});

test.each(['0%', '101%', '0.5', 'none'])('--rate %s is refused', async (rate) => {
  const { code, stderr } = await runHere(['import', 'x.csv', '--rate', rate]);
  expect(code).toBe(2);
  expect(stderr).toContain(`--rate must be a percentage from 1% to 100%, or off, not ${rate}.`);
});

test('a reader that closes the pipe early is no error', () => {
  const shell = `"${process.execPath}" "${commandFile}" --help | head -n 1`;
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', shell], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringContaining('Usage:'), stderr: '' });
});
