import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../src/emulator.js';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const root = mkdtempSync(path.join(tmpdir(), 'journal-full-'));
const child = path.join(root, 'child.mjs');
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(() => {
  const entry = new URL('../../../src/emulator.ts', import.meta.url).pathname;
  // Renames a user once for each name, and says how that went.
  const contents = `
    import { createEmulator } from ${JSON.stringify(entry)};
    const [data, ...names] = process.argv.slice(2);
    const notices = [];
    const answers = [];
    const emulator = createEmulator({ data, notice: (line) => notices.push(line) });
    for (const name of names) {
      const response = await emulator.fetch('http://localhost/v3/users/cometchat-uid-1', {
        method: 'PUT',
        headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ name, metadata: { filler: 'x'.repeat(3000) } }),
      });
      answers.push(response.ok ? name : (await response.json()).error.message);
    }
    await emulator.close();
    console.log(JSON.stringify({ answers, notices, name: emulator.users.get('cometchat-uid-1').name }));
  `;
  const stdin = { contents, resolveDir: import.meta.dirname };
  buildSync({ stdin, bundle: true, outfile: child, banner: REQUIRE_BANNER, platform: 'node', format: 'esm' });
});

let data: string;
let journal: string;
beforeEach(() => {
  data = mkdtempSync(path.join(root, 'data-'));
  journal = path.join(data, 'journal.ndjson');
});

/** Renames a user in another process, whose files can have at most so many blocks of 512 bytes. */
function rename(names: readonly string[], blocks: number | 'unlimited' = 'unlimited') {
  const args = ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, child, data, ...names];
  const { stdout, stderr } = spawnSync('/bin/sh', args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { answers: string[]; notices: string[]; name: string };
}

const REFUSED = expect.stringMatching(/^The change could not be stored: /);

test('a line that the disk accepts only in part is removed, and the next start needs no space', () => {
  const { answers } = rename(['One', 'Two', 'Three'], 20);
  expect(answers).toEqual(['One', 'Two', REFUSED]);
  expect(readFileSync(journal, 'utf8')).toMatch(/"name":"Two".*\]\n$/);

  const full = rename(['Five'], 1);
  expect(full).toMatchObject({ answers: [REFUSED], notices: [expect.stringContaining('could not be rewritten')] });
  expect(rename([])).toEqual({ answers: [], notices: [], name: 'Two' });
  expect(readdirSync(data)).toEqual(['journal.ndjson']);
});

test('a line that a killed process has left incomplete is removed on a full disk, too', () => {
  rename([]);
  const { size } = statSync(journal);
  appendFileSync(journal, '01234567 [{"app":"emulator-app","table":"users"');
  const full = rename(['One'], 1);
  expect(full).toEqual({ answers: [REFUSED], notices: [expect.stringContaining('was removed')], name: 'One' });
  expect(statSync(journal).size).toBe(size);
  expect(rename(['Two'])).toEqual({ answers: ['Two'], notices: [], name: 'Two' });
  expect(rename([]).name).toBe('Two');
});

test('while a grown journal cannot be rewritten, changes are stored all the same', async () => {
  const notices: string[] = [];
  const emulator = createEmulator({ data, limits: { requests: 1 }, notice: (line) => notices.push(line) });
  // Nothing can be written in the place of a folder.
  mkdirSync(`${journal}.new`);
  const statuses = new Set<number>();
  for (let number = 0; number < 12_000; number += 1) statuses.add(await touch(emulator, number));
  expect({ statuses: [...statuses], notices }).toEqual({
    statuses: [200],
    notices: [expect.stringMatching(/journal\.ndjson could not be rewritten/)],
  });
  rmdirSync(`${journal}.new`);
  await emulator.close();
  expect(rename([])).toMatchObject({ name: 'Name 11999', notices: [] });
});

async function touch(emulator: Emulator, number: number): Promise<number> {
  const { status } = await emulator.fetch('http://localhost/v3/users/cometchat-uid-1', {
    method: 'PUT',
    headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `Name ${number}` }),
  });
  return status;
}
