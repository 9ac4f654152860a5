import { expect, onTestFinished } from 'vitest';
import { createClient, tokenFrom, type User } from '../../../src/index.js';
import type { startChromium } from '../../browser/support/chromium.js';
import type { App } from './app.js';

type Browser = ReturnType<ReturnType<typeof startChromium>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

/** Opens a page in a fresh browser profile. An error in the page or in its console fails the test. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto(url);
  return page;
}

/** Creates an auth token of Kevin, for an app without a server. */
export async function createAuthToken({ emulator, emulatorUrl }: App): Promise<string> {
  const response = await fetch(`${emulatorUrl}/v3/users/kevin/auth_tokens`, {
    method: 'POST',
    headers: { apikey: emulator.apiKey },
  });
  const { data } = (await response.json()) as { data: { authToken: string } };
  return data.authToken;
}

/** Logs in with the button of the documents' component; reloads the page, in which the user is then signed in. */
export async function signInAndReload(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Hello Kevin').waitFor();
  await page.reload();
  await page.getByText('Hello Kevin').waitFor();
}

/** The HTML of the app's page, as its server rendered it. */
export async function renderedPage({ url }: App): Promise<string> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return response.text();
}

/** Logs in with the app's token route, as a browser does. */
export function loginThroughRoute({ url, emulatorUrl }: App, route = '/api/cometchat-token'): Promise<User> {
  const client = createClient({
    appId: 'app-1',
    region: 'us',
    emulator: emulatorUrl,
    tokenProvider: tokenFrom(`${url}${route}`),
  });
  onTestFinished(() => client.dispose());
  return client.login();
}
