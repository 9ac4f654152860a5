import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openPage, serve, useChromium } from './support/browser.js';
import { createProject, INSTALLED, manifest, node } from './support/project.js';
import { playStory } from './support/story.js';

useChromium();

const { unpkg, jsdelivr } = manifest;
const script = readFileSync(path.join(INSTALLED, unpkg), 'utf8');

test('a page that loads it with <script> has CometChat and CometChatCalls, and logs in and out', async () => {
  const { page } = await openPage(await serve('<script src="/app.js"></script>', script));
  await playStory(page);
});

test('it sets these two globals, and no others', async () => {
  const { page } = await openPage(await serve('<title>Nothing</title>', ''));
  const before = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
  await page.addScriptTag({ content: script });
  const after = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
  expect(after.filter((name) => !before.includes(name))).toEqual(['CometChat', 'CometChatCalls']);
});

test('package CDNs serve it for the name of the package', () => {
  expect(jsdelivr).toBe(unpkg);
});

test('it is minified: at most 36 000 bytes gzip', () => {
  const bytes = gzipSync(script, { level: 9 }).length;
  process.stdout.write(`   ${bytes} bytes gzip  the build for <script>\n`);
  expect(bytes).toBeLessThanOrEqual(36_000);
});

test('it runs under a strict content security policy: it evaluates no code', async () => {
  const policy = `<meta http-equiv="content-security-policy" content="script-src 'self'">`;
  const { page } = await openPage(await serve(`${policy}<script src="/app.js"></script>`, script));
  expect(await page.evaluate(() => 'CometChat' in globalThis)).toBe(true);
});

test('an import for its side effect sets them too, in Node as well', async () => {
  const folder = createProject({
    'app.mjs': `import 'cometchat-users/script'; console.log(new CometChat.User('Kevin').getUid(), typeof CometChatCalls.init);`,
  });
  expect(await node(folder, 'app.mjs')).toEqual({ stdout: 'kevin function\n', stderr: '' });
});
