import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

const { bin, version } = JSON.parse(readFileSync('package.json', 'utf8'));

test('the command of the package is an executable file without the emulator and the server entry, which are beside it', () => {
  const file = bin['cometchat-users'];
  expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(execFileSync(process.execPath, [file, '--version'], { encoding: 'utf8' })).toBe(`${version}\n`);
  // 273 KB, most of it commander, csv-parse and @clack/prompts.
  expect(statSync(file).size).toBeLessThan(300_000);
});

test('the files of the client contain nothing of the command', () => {
  expect(existsSync('dist/index.js')).toBe(true);
  expect(existsSync('dist/cli')).toBe(false);
});
