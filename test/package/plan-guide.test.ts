import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

const [, section = ''] =
  /^(## See the difference first\n[\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readFileSync('docs/import.md', 'utf8')) ?? [];

/** Files of the reader's own app that the snippets import. */
const READERS_FILES = {
  'admin.ts': `
    import type { Admin } from 'cometchat-users/server';
    export declare const admin: Admin;
  `,
  'database.ts': `
    export declare const exportedAt: Date;
    export declare function openUsers(): AsyncIterable<{ uid: string; name: string }>;
  `,
};

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-plan-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every snippet about plans compiles', { timeout: 90_000 }, () => {
  const snippets = snippetsOf(blocksOf(section));
  expect(snippets.length).toBe(3);
  expect(compile(snippets, READERS_FILES, folder)).toEqual([]);
});
