import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.js';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, resultOf } from './cli-support.js';

buildCommand();

const emulator = createEmulator();
beforeAll(() => emulator.listen({ port: 0 }));
afterAll(() => emulator.close());

const guide = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8');

/** The commands of the guide with the output below each. */
const sessions = [...guide.matchAll(/^```console\n\$ npx cometchat-users (.*)\n([\s\S]*?)```$/gm)].map(
  ([, line = '', output = '']) => ({ line, output }),
);

/** Replaces what differs from run to run: times, ports, durations, counts of requests and random digits. */
const stable = (text: string) =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'TIME')
    .replace(/"(created|updated)At":\d+/g, '"$1At":0')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:7700')
    .replace(/in \d+ ms/g, 'in N ms')
    .replace(/19,9\d\d of/g, 'N of')
    .replace(/_\d{10}[0-9a-f]{30}/g, '_TOKEN')
    .replace(/^[0-9a-f]{6}\t/gm, 'ENDING\t');

/** Splits a command line into words, as a shell does with double quotes. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

test('the commands of the guide print what it says', { timeout: 60_000 }, async () => {
  expect(sessions.length).toBeGreaterThan(10);
  for (const { line, output } of sessions) {
    const { stdout, stderr } = await resultOf(wordsOf(line), { env: { COMETCHAT_EMULATOR: emulator.url } });
    expect(`$ ${line}\n${stable(stdout + stderr)}`).toBe(`$ ${line}\n${stable(output)}`);
  }
});

test('the guide names every command', () => {
  for (const one of COMMANDS)
    for (const name of 'run' in one ? [one.name] : one.commands.map((below) => `${one.name} ${below.name}`))
      expect(guide).toContain(`\`${name}\``);
});
