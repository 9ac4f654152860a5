import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

test('the requests of a client appear automatically, newest first, with both bodies and without their secrets', async () => {
  const { page, call, emulator } = await open();
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByText('No requests yet.', { exact: false }).waitFor();
  await call('POST', '/v3/users', { uid: 'bo', name: 'Bo', withAuthToken: true });
  await call('GET', '/v3/users/nobody');
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
  await expect.poll(() => rows.allTextContents()).toEqual(['GET /v3/users/nobody', 'POST /v3/users']);
  await page.getByRole('button', { name: 'POST /v3/users' }).click();
  const request = page.getByRole('dialog', { name: 'POST /v3/users' });
  const answer = request.getByRole('region', { name: 'Response body' });
  expect(await request.getByRole('region', { name: 'Request body' }).textContent()).toContain('"uid": "bo"');
  expect(await answer.textContent()).toContain('"authToken": "••••••••"');
  expect(await request.textContent()).toMatch(/200 \d+(\.\d)? ms/);
  const [token = ''] = emulator.users.authTokens('bo');
  for (const secret of [token, emulator.apiKey]) expect(await page.content()).not.toContain(secret);
  await request.getByRole('button', { name: 'Show secrets' }).click();
  await request.getByText(emulator.apiKey).waitFor();
  expect(await answer.textContent()).toContain(token);
});

test('a request can be repeated, from the page and with its curl line', async () => {
  const { page, call, emulator, clipboard } = await open();
  await call('POST', '/v3/users', { uid: 'bo', name: "Bo's $HOME `x`" });
  await page.getByRole('link', { name: 'Requests' }).click();
  await page.getByRole('button', { name: 'POST /v3/users' }).click();
  const request = page.getByRole('dialog', { name: 'POST /v3/users' });
  await request.getByRole('button', { name: 'Copy as curl' }).click();
  await request.getByText('copied', { exact: false }).waitFor();
  await request.getByRole('button', { name: 'Replay' }).click();
  await request.getByText('The response was 400', { exact: false }).waitFor();
  expect(emulator.requests.map(({ status }) => status)).toEqual([200, 400]);
  expect(emulator.requests[1]?.body).toEqual(emulator.requests[0]?.body);
  expect(await request.getByRole('region', { name: 'Response body' }).textContent()).toContain(
    'ERR_UID_ALREADY_EXISTS',
  );
  emulator.reset();
  const line = (await clipboard()).replace(/^curl/, 'curl -sS');
  // Not synchronously: the emulator is in this process.
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { timeout: 10_000 });
  expect(JSON.parse(stdout).data.name).toBe("Bo's $HOME `x`");
});

test('the log is filtered, stays small, and can be cleared', async () => {
  const { page, call, emulator } = await open();
  for (let number = 0; number < 250; number += 1) await call('GET', `/v3/users/cometchat-uid-${number % 10}`);
  await page.getByRole('link', { name: 'Requests' }).click();
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
  await expect.poll(() => rows.count()).toBe(100);
  await page.getByRole('button', { name: 'Show older requests' }).click();
  await expect.poll(() => rows.count()).toBe(200);
  await page.getByLabel('Errors only').check();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('uid-7');
  expect(new Set(await rows.allTextContents())).toEqual(new Set(['GET /v3/users/cometchat-uid-7']));
  await page.getByRole('searchbox', { name: 'Filter' }).fill('uid-1');
  await page.getByText('No request matches the filter.').waitFor();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click();
  await page.getByText('No requests yet.', { exact: false }).waitFor();
  expect(emulator.requests).toEqual([]);
});

test('preflights can be hidden, their number is shown, and the choice is remembered', async () => {
  const { page, call } = await open();
  await page.getByRole('link', { name: 'Requests' }).click();
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
  const count = page.locator('#requests-count');
  const hide = page.getByLabel('Hide preflights');
  const preflight = { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' };
  for (const uid of ['nobody', 'cometchat-uid-1']) {
    await call('OPTIONS', `/v3/users/${uid}`, undefined, preflight);
    await call('GET', `/v3/users/${uid}`);
  }
  await expect.poll(() => rows.count()).toBe(4);
  expect(await count.textContent()).toBe('4 requests, newest first');
  await hide.check();
  expect(await rows.allTextContents()).toEqual(['GET /v3/users/cometchat-uid-1', 'GET /v3/users/nobody']);
  expect(await count.textContent()).toBe('2 requests, newest first; 2 preflights hidden');
  await call('OPTIONS', '/v3/users/late', undefined, preflight);
  await expect.poll(() => count.textContent()).toBe('2 requests, newest first; 3 preflights hidden');
  await page.getByRole('searchbox', { name: 'Filter' }).fill('late');
  await page.getByText('Only preflights, which are hidden.').waitFor();
  expect(await count.textContent()).toBe('0 requests; 1 preflight hidden');
  await page.reload();
  await expect.poll(() => rows.count()).toBe(2);
  expect(await hide.isChecked()).toBe(true);
  await hide.uncheck();
  await expect.poll(() => rows.count()).toBe(5);
  expect(await count.textContent()).toBe('5 requests, newest first');
});

test('more requests at once than one response holds leave no gap', async () => {
  const { page, call, emulator, url } = await open();
  await page.getByRole('link', { name: 'Requests' }).click();
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
  for (let number = 0; number < 60; number += 1) await call('GET', `/v3/users/early-${number}`);
  await expect.poll(() => rows.count()).toBe(60);
  // Faster than the page polls.
  await Promise.all(
    Array.from({ length: 150 }, (_, number) => emulator.fetch(new Request(`${url}/v3/users/late-${number}`))),
  );
  await expect.poll(() => rows.first().textContent()).toBe('GET /v3/users/late-149');
  await page.getByRole('button', { name: 'Show older requests' }).click();
  await expect.poll(() => rows.count()).toBe(200);
  expect(new Set(await rows.allTextContents()).size).toBe(200);
});

test('a request that arrives while older ones load does not lose them', async () => {
  const { page, call } = await open();
  for (let number = 0; number < 110; number += 1) await call('GET', `/v3/users/early-${number}`);
  await page.reload();
  await page.getByRole('link', { name: 'Requests' }).click();
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('rowheader');
  await expect.poll(() => rows.count()).toBe(100);
  const held = new Promise<() => Promise<void>>((resolve) => {
    void page.route('**/requests?before=*', (route) => resolve(() => route.fallback()));
  });
  await page.getByRole('button', { name: 'Show older requests' }).click();
  const release = await held;
  await call('GET', '/v3/users/late');
  await expect.poll(() => rows.first().textContent()).toBe('GET /v3/users/late');
  await release();
  await expect.poll(() => rows.count()).toBe(111);
});

test('it does not poll while the page is hidden', async () => {
  const { page } = await open();
  let asked = 0;
  page.on('request', () => {
    asked += 1;
  });
  await expect.poll(() => asked, { timeout: 5000 }).toBeGreaterThan(0);
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
  await page.waitForTimeout(300);
  asked = 0;
  await page.waitForTimeout(500);
  expect(asked).toBe(0);
});
