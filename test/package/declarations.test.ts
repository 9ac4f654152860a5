import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Every declaration file that an entry's types reach, and the packages they name. */
function reach(entry: string): { files: string[]; packages: string[] } {
  const packages = new Set<string>();
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    // Without the comments: examples in them import the package by its name.
    const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, to = ''] of code.matchAll(/(?:from|import)(?:\s*\(|\s)\s*["']([^"']+)["']/g)) {
      if (to.startsWith('.')) visit(path.join(path.dirname(file), to).replace(/\.js$/, '.d.ts'));
      else packages.add(to);
    }
  };
  visit(entry);
  return { files: [...files], packages: [...packages] };
}

test.each([
  'dist/index.d.ts',
  'dist/vendor.d.ts',
  'dist/server.d.ts',
  'dist/emulator.d.ts',
  'dist/emulator.browser.d.ts',
])('%s is complete: it names no other package and no node: module', (entry) => {
  expect(existsSync(entry)).toBe(true);
  const { files, packages } = reach(entry);
  expect(files.length).toBeGreaterThan(1);
  expect(packages).toEqual([]);
});

test('dist/react.d.ts names React, and the client’s public types', () => {
  const { files, packages } = reach('dist/react.d.ts');
  expect(packages).toEqual(['react']);
  expect(files).toContain('dist/index.d.ts');
});

test('dist/schemas.d.ts names zod on purpose, and nothing else', () => {
  expect(reach('dist/schemas.d.ts').packages).toEqual(['zod/mini']);
});

test('internal members are not declared', () => {
  const entries = ['dist/index.d.ts', 'dist/server.d.ts', 'dist/react.d.ts', 'dist/schemas.d.ts'];
  const files = entries.flatMap((entry) => reach(entry).files);
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(text).not.toContain('fromService');
  expect(text).not.toContain('useClientFor');
  expect(text).not.toContain('@internal');
});
