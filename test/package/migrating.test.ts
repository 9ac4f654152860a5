import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-migrating-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every snippet of the page on moving from the vendor’s SDKs compiles', { timeout: 90_000 }, () => {
  const snippets = snippetsOf(blocksOf(readFileSync('docs/migrating.md', 'utf8')));
  expect(snippets.length).toBeGreaterThan(1);
  expect(compile(snippets, {}, folder)).toEqual([]);
});
