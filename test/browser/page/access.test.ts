import { expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

const CONTROLS = new Set(
  'button link textbox searchbox combobox checkbox spinbutton dialog alertdialog region table progressbar'.split(' '),
);

test('every focusable element has a name, and every id is unique, in every section and dialog', async () => {
  const { page, context, call } = await open({ roles: ['guest'] });
  await call('POST', '/v3/users/cometchat-uid-5/auth_tokens', {});
  const session = await context.newCDPSession(page);
  const nameless = async () => {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const read = nodes.filter(({ ignored, role }) => !ignored && CONTROLS.has(String(role?.value)));
    expect(read.length).toBeGreaterThan(2);
    return read
      .filter(({ name }) => !String(name?.value ?? '').trim())
      .map(({ role, backendDOMNodeId }) => [role?.value, backendDOMNodeId]);
  };
  for (const section of ['Users', 'Requests', 'Roles', 'Setup']) {
    await page.getByRole('link', { name: section, exact: true }).click();
    await page.getByRole('heading', { name: section, exact: true }).waitFor();
    expect(await nameless(), section).toEqual([]);
  }
  const ids = () => page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  for (const [section, opener] of [
    ['Users', 'John Paul'],
    ['Users', 'New user'],
    ['Requests', 'POST /v3/users/cometchat-uid-5/auth_tokens'],
    ['Roles', 'New role'],
    ['Setup', 'Reset everything …'],
  ] as const) {
    await page.getByRole('link', { name: section, exact: true }).click();
    const button = page.getByRole('button', { name: opener, exact: true });
    await button.click();
    await page.locator('dialog[open]').waitFor();
    expect(await nameless(), opener).toEqual([]);
    expect(
      (await ids()).filter((id, at, all) => all.indexOf(id) !== at),
      opener,
    ).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    // The element that opened it has the focus again.
    await expect.poll(() => button.evaluate((one) => one === document.activeElement), { message: opener }).toBe(true);
  }
});

test('the count is announced for a search, and not for each request of an app', async () => {
  const { page, call } = await open();
  const count = page.locator('#requests-count');
  await page.getByRole('link', { name: 'Requests' }).click();
  await call('GET', '/v3/users/nobody');
  await expect.poll(() => count.textContent()).toBe('1 request, newest first');
  expect(await count.getAttribute('aria-live')).toBe('off');
  await page.getByLabel('Errors only').check();
  expect(await count.getAttribute('aria-live')).toBe('polite');
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await call('POST', '/v3/users', { uid: 'bo', name: 'Bo' });
  await page.getByText('6 users, newest first').waitFor();
  expect(await page.locator('#users-count').getAttribute('aria-live')).toBe('off');
  await page.getByRole('searchbox', { name: 'Search' }).fill('bo');
  await page.getByText('1 user that start', { exact: false }).waitFor();
  expect(await page.locator('#users-count').getAttribute('aria-live')).toBe('polite');
});

test('a search is announced even if a change in the emulator requests the same list before its response', async () => {
  const { page, call } = await open();
  await page.getByText('5 users, newest first').waitFor();
  const held: (() => void)[] = [];
  await page.route('**/users?search=bo**', async (route) => {
    if (held.length === 0) await new Promise<void>((resolve) => held.push(resolve));
    else held[0]?.();
    await route.fallback();
  });
  await page.getByRole('searchbox', { name: 'Search' }).fill('bo');
  await expect.poll(() => held.length).toBe(1);
  await call('POST', '/v3/users', { uid: 'bo', name: 'Bo' });
  await page.getByText('1 user that start', { exact: false }).waitFor();
  const count = page.locator('#users-count');
  expect(await count.getAttribute('aria-live')).toBe('polite');
  // An unrelated change does not silence it either.
  const again = page.waitForResponse((response) => response.url().includes('users?search=bo'));
  await call('POST', '/v3/users', { uid: 'zoe', name: 'Zoe' });
  await again;
  await page.waitForTimeout(100);
  expect(await count.getAttribute('aria-live')).toBe('polite');
});

test('there is no animation with reduced motion', async () => {
  const { page, call } = await open({}, { reducedMotion: 'reduce' });
  await page.getByRole('link', { name: 'Requests' }).click();
  await call('GET', '/v3/users/nobody');
  const row = page.locator('tr.new');
  await row.waitFor();
  expect(await row.evaluate((one) => getComputedStyle(one).animationName)).toBe('none');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await row.evaluate((one) => getComputedStyle(one).animationName)).toBe('arrive');
});
