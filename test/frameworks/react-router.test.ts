import { expect, test } from 'vitest';
import { startChromium } from '../browser/support/chromium.js';
import { startApp } from './support/app.js';
import { clientFile, component, tokenEndpoint } from './support/documents.js';
import { loginThroughRoute, openPage, renderedPage, signInAndReload } from './support/sign-in.js';

const browser = startChromium();
const app = startApp('react-router', {
  files: {
    'app/cometchat/client.ts': clientFile(),
    'app/cometchat/root.tsx': component('tsx'),
    ...tokenEndpoint('app/server'),
  },
  start: ['node_modules/@react-router/serve/bin.js', 'build/server/index.js'],
});

test('the server of React Router renders the session as unknown', async () => {
  expect(await renderedPage(app())).toContain('One moment…');
  expect(app().stderr()).toBe('');
});

test('a page of React Router logs in after hydration, and still knows the user after a reload', async () => {
  await signInAndReload(await openPage(browser(), app().url));
  expect(app().stderr()).toBe('');
});

test('the token route of React Router creates an unknown user and logs it in', async () => {
  const user = await loginThroughRoute(app());
  expect([user.getUid(), user.getName()]).toEqual(['ann', 'Ann']);
  expect(app().stderr()).toBe('');
});
