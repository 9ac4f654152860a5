import { test } from 'vitest';
import { startChromium } from '../browser/support/chromium.js';
import { startApp } from './support/app.js';
import { clientFile, component } from './support/documents.js';
import { createAuthToken, openPage, signInAndReload } from './support/sign-in.js';

const browser = startChromium();
const app = startApp('vite-vue', {
  files: { 'src/client.ts': clientFile(), 'src/Hello.vue': component('vue') },
  static: 'dist',
});

test('an app of Vue and Vite logs in with an auth token, and still knows the user after a reload', async () => {
  const page = await openPage(browser(), `${app().url}/?authToken=${await createAuthToken(app())}`);
  await signInAndReload(page);
});
