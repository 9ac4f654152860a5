import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { BROWSER_PIECES, PIECES } from '../../contract/platform/pieces.js';
import type { Outcome } from '../../contract/platform/steps.js';
import { startChromium } from '../support/chromium.js';
import { serve } from '../support/serve.js';

const browser = startChromium();

const scripts: Record<string, string> = {};

async function bundle(name: string, contents: string): Promise<void> {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const stdin = { contents, resolveDir, loader: 'ts' } as const;
  const built = await build({ stdin, bundle: true, format: 'iife', globalName: name, write: false, logLevel: 'error' });
  scripts[`/${name}.js`] = built.outputFiles[0]?.text ?? '';
}

beforeAll(async () => {
  await bundle('pieces', "export * from '../../contract/platform/pieces.js'");
  await bundle('steps', "export * from '../../contract/platform/steps.js'");
  await bundle('sdk', "export * from '../../../src/index.js'");
});

const origin = await serve((path) => {
  if (scripts[path]) return { type: 'text/javascript', body: scripts[path] };
  return path === '/' ? { type: 'text/html', body: '<!doctype html><title>A page</title>' } : undefined;
});

const ALL_WORKS: Outcome = {
  login: 'kevin',
  update: 'Kévin 😀',
  restore: 'kevin',
  refused: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
  retried: 'kevin',
  logout: 'signedOut',
};

/**
 * The features that a page loses without a part: a session is not stored without `localStorage`, and a request is not
 * retried without `Object.hasOwn`, which ky needs.
 */
const LOST: Readonly<Record<string, Partial<Outcome>>> = {
  localStorage: { restore: 'signedOut' },
  'Object.hasOwn': { retried: 'SERVER_ERROR' },
};

for (const { name, onlyAfterImport } of [...PIECES, ...BROWSER_PIECES]) {
  test(`a page works without ${name}`, async () => {
    const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }] });
    const { url } = await emulator.listen({ port: 0 });
    const context = await browser().newContext();
    onTestFinished(async () => {
      await context.close();
      await emulator.close();
    });
    const headers = { apikey: emulator.apiKey, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/v3/users/kevin/auth_tokens`, { method: 'POST', headers });
    const { data } = (await answer.json()) as { data: { authToken: string } };

    const page = await context.newPage();
    await page.goto(origin);
    // The page removes the part and then runs the steps itself: the test's own scripts may need the part.
    const remove = `pieces.PIECES.concat(pieces.BROWSER_PIECES).find((piece) => piece.name === '${name}').remove();`;
    const run = `steps.live(sdk, '${url}', '${data.authToken}').then(JSON.stringify, String).then((text) => (document.title = text));`;
    const loaded = onlyAfterImport ? ['pieces', 'steps', 'sdk', remove, run] : ['pieces', remove, 'steps', 'sdk', run];
    const tags = loaded.map((each) =>
      each.includes(' ') ? `<script>${each}</script>` : `<script src="/${each}.js"></script>`,
    );
    await page.setContent(`<!doctype html><title></title>${tags.join('\n')}`);
    await expect.poll(() => page.title()).not.toBe('');
    expect(JSON.parse(await page.title())).toEqual({ ...ALL_WORKS, ...LOST[name] });
  });
}
