import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocksOf } from './snippets.js';

const APP = 'test/interop/app/src';

const blocks = blocksOf(readFileSync('docs/vendor.md', 'utf8')).map(({ code }) => code);

/** The files of the app that the page does not show. */
const HIDDEN = ['env.d.ts', 'styles.css', 'test-handle.ts'];

const shown = readdirSync(APP).filter((file) => !HIDDEN.includes(file));

test.each(shown)('docs/vendor.md shows %s as it is in the app that the tests run', (file) => {
  expect(blocks).toContain(`// src/${file}\n${readFileSync(`${APP}/${file}`, 'utf8')}`);
});

test('docs/vendor.md shows no file that the app does not have', () => {
  const named = blocks.flatMap((code) => code.match(/^\/\/ src\/(\S+)\n/)?.[1] ?? []);
  expect(named.sort()).toEqual(shown.sort());
});

test.each(['guide-types.ts', 'guide-facade.ts'])(
  '%s, which the compiler checks against the vendor’s typings, is on the page',
  (file) => {
    expect(blocks).toContain(readFileSync(`test/interop/${file}`, 'utf8'));
  },
);
