import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { press, shown, sites } from './react-support.js';
import { VERSIONS } from './versions.js';

const site = sites();

/** Every state that the form has shown, one after the other. */
const shownBy = (page: Page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown);

describe.each(VERSIONS)('React %i, in Strict Mode', (version) => {
  test('the hooks follow a login, a change of the profile and a logout', async () => {
    const { open } = await site(version);
    const page = await open();
    await shown(page, 'status').toBe('signedOut');
    await press(page, 'Log in kevin');
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'source').toBe('login');
    await press(page, 'Rename');
    await shown(page, 'name').toBe('Kevin F.');
    await press(page, 'Log out');
    await shown(page, 'status').toBe('signedOut');
    await shown(page, 'name').toBe('nobody');
  });

  test('another tab follows', async () => {
    const { open, again } = await site(version);
    const first = await open();
    const second = await again(first);
    await shown(second, 'status').toBe('signedOut');
    await press(first, 'Log in kevin');
    await shown(second, 'name').toBe('Kevin');
    await shown(second, 'source').toBe('otherTab');
    await press(second, 'Log out');
    await shown(first, 'status').toBe('signedOut');
  });

  test('a login is pending until it ends, and its error stays until the next one or a reset', async () => {
    const { open } = await site(version);
    const page = await open();
    await shown(page, 'status').toBe('signedOut');
    await press(page, 'Log in nobody-here');
    await shown(page, 'error').toBe('ERR_UID_NOT_FOUND');
    await press(page, 'Reset');
    await shown(page, 'error').toBe('none');
    await press(page, 'Log in nobody-here');
    await shown(page, 'error').toBe('ERR_UID_NOT_FOUND');
    await press(page, 'Log in kevin');
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'pending').toBe('false');
    const states = (await shownBy(page)).filter((state) => state !== 'pending, Kevin');
    expect(states).toEqual([
      'idle, nobody',
      'pending, nobody',
      'ERR_UID_NOT_FOUND, nobody',
      'idle, nobody',
      'pending, nobody',
      'ERR_UID_NOT_FOUND, nobody',
      'pending, nobody',
      'idle, Kevin',
    ]);
  });

  test('a superseded login is no error, and the later one is pending', async () => {
    const { open } = await site(version);
    const page = await open();
    await shown(page, 'status').toBe('signedOut');
    await press(page, 'Log in both');
    await shown(page, 'name').toBe('Andy');
    await shown(page, 'pending').toBe('false');
    const states = (await shownBy(page)).filter((state) => state !== 'pending, Andy');
    expect(states).toEqual(['idle, nobody', 'pending, nobody', 'idle, Andy']);
  });

  test('a login that a logout ended is no error', async () => {
    const { open, emulator } = await site(version);
    const page = await open();
    await press(page, 'Log in kevin');
    await shown(page, 'name').toBe('Kevin');
    emulator.faults.add({ operation: 'createAuthToken', delayMs: 2_000 });
    await press(page, 'Log in andy');
    await shown(page, 'pending').toBe('true');
    await press(page, 'Log out');
    await shown(page, 'status').toBe('signedOut');
    await shown(page, 'pending').toBe('false');
    await shown(page, 'error').toBe('none');
  });

  test('an aborted login is no error', async () => {
    const { open } = await site(version);
    const page = await open();
    await press(page, 'Log in and abort');
    await shown(page, 'pending').toBe('false');
    await shown(page, 'error').toBe('none');
    await shown(page, 'status').toBe('signedOut');
  });

  test('pending updates during a transition, such as the action of a form', async () => {
    const { open } = await site(version);
    const page = await open();
    await shown(page, 'status').toBe('signedOut');
    await press(page, 'Log in within a transition');
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'pending').toBe('false');
    expect(await shownBy(page)).toContain('pending, nobody');
  });

  test('a form that unmounts cancels no login', async () => {
    const { open, emulator } = await site(version);
    const page = await open();
    emulator.faults.add({ operation: 'createAuthToken', delayMs: 1_000 });
    await press(page, 'Log in kevin');
    await press(page, 'Hide');
    expect(await page.getByLabel('name').textContent()).toBe('nobody');
    await shown(page, 'name').toBe('Kevin');
  });

  test('the functions are the same in every render', async () => {
    const { open } = await site(version);
    const page = await open();
    // Strict Mode renders twice.
    const count = () => page.evaluate(() => (window as unknown as { given: Set<unknown> }).given.size);
    const before = await count();
    expect(before).toBeGreaterThan(0);
    await press(page, 'Log in kevin');
    await shown(page, 'name').toBe('Kevin');
    await press(page, 'Log in nobody-here');
    await shown(page, 'error').toBe('ERR_UID_NOT_FOUND');
    expect(await count()).toBe(before);
  });

  test('an effect that logs in, which runs twice, is one login', async () => {
    const { open, emulator } = await site(version);
    const page = await open(['eager']);
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'pending').toBe('false');
    await shown(page, 'error').toBe('none');
    const sent = emulator.requests.filter(({ method }) => method !== 'OPTIONS');
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /v3.0/users/kevin/auth_tokens',
      'PUT /v3.0/me',
    ]);
  });

  test('a provider without a client follows the facade: before init, after it, and after an init with another app', async () => {
    const { open } = await site(version);
    const page = await open(['facade']);
    const init = (appId: string) =>
      page.evaluate((id) => (window as unknown as { init: (appId: string) => Promise<boolean> }).init(id), appId);
    await shown(page, 'status').toBe('unknown');
    await press(page, 'Log in kevin');
    await shown(page, 'error').toBe('COMETCHAT_INITIALIZATION_NOT_DONE');
    await init('app-1');
    await shown(page, 'status').toBe('signedOut');
    await press(page, 'Log in kevin');
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'error').toBe('none');
    await press(page, 'Rename');
    await shown(page, 'name').toBe('Kevin F.');
    await init('app-2');
    await shown(page, 'status').toBe('signedOut');
    await init('app-1');
    await shown(page, 'name').toBe('Kevin F.');
    await shown(page, 'source').toBe('storage');
  });

  test('an unmounted component has no listeners', async () => {
    const { open } = await site(version);
    const page = await open();
    await shown(page, 'status').toBe('signedOut');
    const count = () => page.evaluate(() => (window as unknown as { subscriptions: number }).subscriptions);
    expect(await count()).toBeGreaterThan(0);
    await page.evaluate(() => (window as unknown as { unmount: () => void }).unmount());
    expect(await count()).toBe(0);
  });

  test('the HTML of a server is hydrated without a mismatch, also with a stored session', async () => {
    const { open } = await site(version);
    const first = await open();
    await press(first, 'Log in kevin');
    await shown(first, 'name').toBe('Kevin');
    const page = await open(['hydrate']);
    await shown(page, 'name').toBe('Kevin');
    await shown(page, 'source').toBe('storage');
    expect(await page.evaluate(() => (window as unknown as { recovered: string[] }).recovered)).toEqual([]);
    const markup = await (await page.request.get(page.url())).text();
    expect(markup).toContain('<output aria-label="status">unknown</output>');
  });
});
