import { expect, test } from 'vitest';
import { startChromium } from '../browser/support/chromium.js';
import { startApp } from './support/app.js';
import { clientFile, component, serverFile, tokenEndpoint } from './support/documents.js';
import { loginThroughRoute, openPage, renderedPage, signInAndReload } from './support/sign-in.js';

const browser = startChromium();
/** Next.js does not find TypeScript by the name `.js`. */
const withoutEndings = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, text.replace(/ from '(\.\/\w+)\.js'/g, ` from '$1'`)]),
  );

const app = startApp('next', {
  files: withoutEndings({
    'app/client.ts': clientFile(),
    'app/root.tsx': `'use client';\n${component('tsx')}`,
    ...tokenEndpoint('app/api/cometchat-token'),
    'app/api/cometchat-token/route.ts': serverFile('route.ts'),
  }),
  start: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1'],
});

test('the server of Next.js renders the session as unknown, and can use a User', async () => {
  const html = await renderedPage(app());
  expect(html).toContain('One moment…');
  expect(html).toContain('<p id="server">kevin</p>');
  expect(app().stderr()).toBe('');
});

test('a page of Next.js logs in after hydration, and still knows the user after a reload', async () => {
  await signInAndReload(await openPage(browser(), app().url));
  expect(app().stderr()).toBe('');
});

test.each([
  ['Node.js', '/api/cometchat-token'],
  ['edge', '/api/edge-token'],
])('the token route in the %s runtime of Next.js creates an unknown user and logs it in', async (_runtime, route) => {
  const user = await loginThroughRoute(app(), route);
  expect([user.getUid(), user.getName()]).toEqual(['ann', 'Ann']);
  expect(app().stderr()).toBe('');
});
