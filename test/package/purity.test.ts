import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordGlobals } from './purity-record.js';

interface Target {
  readonly default?: string;
  readonly browser?: Target;
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, Target> };

/** Every entry that is a program, for Node and for a browser. */
const ENTRIES = Object.entries(exports).flatMap(([entry, target]) => {
  const node = target.default;
  if (!node) return [];
  return [
    { entry, platform: 'node' as const, file: node },
    { entry, platform: 'browser' as const, file: target.browser?.default ?? node },
  ];
});

/** The accesses of ky and zod at import. */
const KY = ['AbortController', 'AbortSignal', 'FormData', 'ReadableStream', 'Request', 'TextEncoder'];
const ZOD = ['+ __zod_globalConfig', '+ __zod_globalRegistry', '__zod_globalConfig', '__zod_globalRegistry'];

/** Entries with more accesses. */
const MORE: Record<string, string[]> = {
  // No app imports it. Its responses extend `Response`, and ws, which it contains, reads globals and extends `Event`.
  './emulator': [
    ...['Response', 'TextDecoder', 'TextEncoder'],
    ...['Blob', 'Buffer', 'CloseEvent', 'ErrorEvent', 'Event', 'Headers', 'Request', 'process'],
  ],
  // The script build sets these two globals.
  './script': ['+ CometChat', '+ CometChatCalls', 'CometChat', 'CometChatCalls'],
};

describe('a global that records', () => {
  test('records reads and changes under every name, without those of the language', async () => {
    const code =
      "document.title = 'x'; if (self.caches) 1; globalThis.y = typeof navigator; 'fetch' in window; window.x = 1; JSON;";
    expect(await recordGlobals(code)).toEqual(['+ x', '+ y', 'caches', 'document', 'fetch', 'navigator', 'x', 'y']);
  });

  test.each([
    ['ky', KY],
    ['zod/mini', ZOD],
    ['eventemitter3', []],
  ])('of %s records the expected accesses', async (name, list) => {
    expect(await recordGlobals(`export * as all from '${name}'`)).toEqual(list);
  });
});

describe('importing an entry', () => {
  test('there are entries to check', () => {
    const names = ENTRIES.map(({ entry, platform }) => `${entry} ${platform}`);
    expect(names).toEqual(
      expect.arrayContaining(['. node', '. browser', './react node', './react browser', './emulator node']),
    );
  });

  test.each(ENTRIES)('$entry in $platform reads and changes only the globals of ky and zod', async (row) => {
    const { entry, platform, file } = row;
    const allowed = [...KY, ...ZOD, ...(MORE[entry] ?? [])];
    const recording = recordGlobals(`export * from '${file}'`, platform);
    // In a browser, the server entry only throws its message.
    if (file.endsWith('server.browser.js')) return expect(recording).rejects.toThrow('for servers only');
    const record = await recording;
    expect(record.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test('React entry: nothing at all', async () => {
    expect(await recordGlobals("export * from './dist/react.js'")).toEqual([]);
  });
});
