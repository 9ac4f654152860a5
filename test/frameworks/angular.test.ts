import { test } from 'vitest';
import { startChromium } from '../browser/support/chromium.js';
import { startApp } from './support/app.js';
import { clientFile } from './support/documents.js';
import { createAuthToken, openPage, signInAndReload } from './support/sign-in.js';

const browser = startChromium();
const app = startApp('angular', {
  files: { 'src/client.ts': clientFile() },
  static: 'dist',
});

test('an app of Angular logs in with an auth token, and still knows the user after a reload', async () => {
  const page = await openPage(browser(), `${app().url}/?authToken=${await createAuthToken(app())}`);
  await signInAndReload(page);
});
