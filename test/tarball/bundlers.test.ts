import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openPage, serve, useChromium } from './support/browser.js';
import { BUNDLERS } from './support/bundlers.js';
import { createProject, entries, node } from './support/project.js';
import { playStory } from './support/story.js';

useChromium();

const APP = `import { CometChat, CometChatCalls } from 'cometchat-users';\nObject.assign(globalThis, { CometChat, CometChatCalls });`;

/** Texts of other entries. A minifier keeps them, which a control checks. */
const FOREIGN: Record<string, string[]> = {
  './emulator': ['createEmulator', 'cometchat-uid-', '_emulator', 'x-emulator', 'AUTH_ERR_EMPTY_APIKEY'],
  './server': ['createAdmin', 'createTokenEndpoint', 'webhook-signature', 'withAuthToken'],
  './schemas': ['__zod_globalConfig'],
};

/** Nothing of Node and React either. */
const FOREIGN_TO_ALL = ['node:', 'require(', 'process.', 'react.element', ...Object.values(FOREIGN).flat()];

/** Minified and compressed with gzip -9. 1 KB is 1000 bytes. The code that a bundler adds is included. */
const CEILING = 36_000;

/** Entries that are imported for their exports, not for side effects. */
const unused = entries.filter(({ key }) => ['.', './react', './schemas', './emulator'].includes(key));

const rows = Object.entries(BUNDLERS);

describe.each(rows)('%s', (tool, bundle) => {
  test('builds an app that logs in and out', async () => {
    const { page } = await openPage(await serve('<script type="module" src="/app.js"></script>', await bundle(APP)));
    await playStory(page);
  });

  test('puts nothing of the emulator, the server or Node into a page, and keeps below the ceiling', async () => {
    const text = await bundle(`import * as all from 'cometchat-users';\nglobalThis.all = all;`);
    expect(FOREIGN_TO_ALL.filter((foreign) => text.includes(foreign))).toEqual([]);
    const bytes = gzipSync(text, { level: 9 }).length;
    process.stdout.write(`   ${bytes} bytes gzip  the whole client, by ${tool}\n`);
    expect(bytes).toBeLessThanOrEqual(CEILING);
  });

  test('drops unused imports, by name and as a whole', async () => {
    const names = 'CometChat, CometChatCalls, CometChatException, createClient, isCometChatException, User';
    const wholes = unused.map(({ name }, index) => `import * as unused${index} from '${name}';\n`);
    const text = await bundle(`import { ${names} } from 'cometchat-users';\n${wholes.join('')}console.log('mine');`);
    expect(text).toBe(await bundle(`console.log('mine');`));
  });

  test('keeps an import of the script build, which has side effects', async () => {
    expect(await bundle(`import 'cometchat-users/script';`)).toContain('CometChatCalls');
  });
});

const known = entries.filter(({ key }) => key in FOREIGN);

test.each(known)('$name really contains the texts that the other tests look for', async ({ key, name, conditions }) => {
  const asked = conditions.includes('workerd') ? { conditions: ['workerd'] } : {};
  const text = await BUNDLERS.esbuild(`import * as all from '${name}';\nglobalThis.all = all;`, asked);
  expect(FOREIGN[key]?.filter((foreign) => !text.includes(foreign))).toEqual([]);
});

const throwing = entries.filter(({ conditions }) => conditions.includes('react-native'));
const forServers = throwing.flatMap(({ name }) => rows.map(([tool, bundle]) => ({ name, tool, bundle })));

describe.each(forServers)('$name, which is for servers, by $tool', ({ name, bundle }) => {
  const SENTENCE = /for servers only/;
  const all = `import * as entry from '${name}';\nconsole.log(Object.keys(entry).length > 0);`;

  test('throws an explanation in a page that has it', async () => {
    const { wrong } = await openPage(await serve('<script type="module" src="/app.js"></script>', await bundle(all)));
    expect(wrong.splice(0)).toEqual([expect.stringMatching(SENTENCE)]);
  });

  test('does not build, or throws that explanation, in a page that imports one of its names', async () => {
    const named = `import { createAdmin } from '${name}';\nconsole.log(createAdmin);`;
    const built = await bundle(named).catch((error: unknown) => new Error(String(error)));
    if (built instanceof Error) {
      expect(built.message).toMatch(/createAdmin/);
    } else {
      const { wrong } = await openPage(await serve('<script type="module" src="/app.js"></script>', built));
      expect(wrong.splice(0)).toEqual([expect.stringMatching(SENTENCE)]);
    }
  });

  test.each(['workerd', 'edge-light'])('works under %s', async (condition) => {
    const text = await bundle(all, { conditions: [condition] });
    expect(await node(createProject({ 'app.mjs': text }), 'app.mjs')).toEqual({ stdout: 'true\n', stderr: '' });
  });

  test.each(['worker', 'react-native'])('throws that explanation under %s', async (condition) => {
    const text = await bundle(all, { conditions: [condition] });
    await expect(node(createProject({ 'app.mjs': text }), 'app.mjs')).rejects.toThrow(SENTENCE);
  });
});
