import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands/index.js';
import { createEmulator } from '../../../src/emulator.js';
import { buildCommand, commandFile } from './cli-support.js';

buildCommand();

const emulator = createEmulator();
beforeAll(() => emulator.listen({ port: 0 }));
afterAll(() => emulator.close());

const guide = readFileSync(new URL('../../../docs/command.md', import.meta.url), 'utf8');

/** The commands of the guide, each with the output below it. */
const sessions = [...guide.matchAll(/^```console\n([\s\S]*?)```$/gm)].flatMap(([, block = '']) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((session) => {
      const end = session.indexOf('\n');
      return { line: session.slice(0, end), output: session.slice(end + 1) };
    }),
);

/** Replaces the values that differ from run to run: times, ports, durations, the quota that is left and random digits. */
const stable = (text: string) =>
  text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'TIME')
    .replace(/"(created|updated)At":\d+/g, '"$1At":0')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:7700')
    .replace(/in \d+ ms/g, 'in N ms')
    .replace(/in \d+(\.\d)? s,/g, 'in N s,')
    .replace(/19,9\d\d of/g, 'N of')
    .replace(/_\d{10}[0-9a-f]{30}/g, '_TOKEN')
    .replace(/^[0-9a-f]{6}\t/gm, 'ENDING\t');

const folder = mkdtempSync(path.join(tmpdir(), 'cli-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a line of the guide in a shell whose `npx` starts the command. Resolves with everything that a person would see. */
async function inShell(line: string): Promise<string> {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${commandFile}" "$@"\n`, {
    mode: 0o755,
  });
  const env = { PATH: `${bin}:${process.env.PATH}`, COMETCHAT_EMULATOR: emulator.url };
  const child = spawn('sh', ['-c', `{ ${line}\n} 2>&1`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return textOf(child.stdout);
}

test('the commands of the guide print what it says', { timeout: 120_000 }, async () => {
  expect(sessions.length).toBeGreaterThan(25);
  for (const { line, output } of sessions) {
    // A file that the guide shows.
    const [, name] = /^cat (\S+)$/.exec(line) ?? [];
    if (name !== undefined) writeFileSync(path.join(folder, name), output);
    expect(`$ ${line}\n${stable(await inShell(line))}`).toBe(`$ ${line}\n${stable(output)}`);
  }
});

test('the guide names every command', () => {
  for (const one of COMMANDS)
    for (const name of 'run' in one ? [one.name] : one.commands.map((below) => `${one.name} ${below.name}`))
      expect(guide).toContain(`\`${name}\``);
});
