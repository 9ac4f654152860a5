import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

const guide = readFileSync('docs/import.md', 'utf8');

/** The file of the reader's own app that the guide's snippets import. */
const READERS_FILES = {
  'database.ts': `
    interface Customer { id: number; name: string; picture: string | null; plan: string }
    export declare function query(sql: string, values: unknown[]): Promise<Customer[]>;
  `,
};

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the guide to imports is true', () => {
  test('every snippet compiles', { timeout: 90_000 }, () => {
    const snippets = snippetsOf(blocksOf(guide));
    expect(snippets).toHaveLength(2);
    expect(compile(snippets, READERS_FILES, folder)).toEqual([]);
  });

  test('the benchmark that it names exists', () => {
    const [, name = ''] = guide.match(/npm run bench -- (\w+)/) ?? [];
    expect(readFileSync('bench/run.js', 'utf8')).toContain(`'${name}'`);
  });

  test('the codes that it names are known', () => {
    const errors = readFileSync('docs/errors.md', 'utf8');
    for (const [, code] of guide.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)) {
      if (code !== 'COMETCHAT_API_KEY') expect(errors, code).toContain(`\`${code}\``);
    }
  });
});
