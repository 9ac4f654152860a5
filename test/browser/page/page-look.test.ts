import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { open, useChromium } from './page-support.js';

useChromium();

/** The colours of one scheme, by name. */
function coloursOf(scheme: 'light' | 'dark'): Record<string, string> {
  const css = readFileSync(new URL('../../../src/emulator/page/styles/theme.css', import.meta.url), 'utf8');
  const [light = '', dark = ''] = css.split('@media');
  const read = (text: string) => [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]);
  return Object.fromEntries(read(scheme === 'light' ? light : dark));
}

/** WCAG 2. */
function contrast(one = '', other = ''): number {
  const luminance = (hex: string) => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    const [red = 0, green = 0, blue = 0] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT: [string, string][] = [
  ...['ground', 'surface', 'raised', 'selected'].flatMap((ground): [string, string][] => [
    ['text', ground],
    ['quiet', ground],
    ['accent', ground],
  ]),
  ['on-accent', 'accent'],
  ['good', 'good-ground'],
  ['bad', 'bad-ground'],
  ['bad', 'surface'],
  ['warn', 'warn-ground'],
];

test.each(['light', 'dark'] as const)('in %s, text has a contrast of 4.5 and the edges of fields have 3', (scheme) => {
  const colours = coloursOf(scheme);
  const weak = TEXT.filter(([text, ground]) => !(contrast(colours[text], colours[ground]) >= 4.5));
  expect(weak).toEqual([]);
  expect(contrast(colours.edge, colours.surface)).toBeGreaterThanOrEqual(3);
});

test('follows the scheme of the system', async () => {
  const { page } = await open({}, { colorScheme: 'light' });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await ground()).toBe('rgb(246, 247, 249)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground()).toBe('rgb(20, 22, 27)');
});

test.each([721, 1080, 1081])('at %d px, the list of users fits without scrolling', async (width) => {
  const tags = ['a-long-name-of-a-tag', 'another-long-name-of-a-tag', 'c'];
  const users = [{ uid: 'w'.repeat(100), name: 'Very '.repeat(20).trim(), tags }];
  const { page, call } = await open({ users }, { viewport: { width, height: 700 } });
  await call('DELETE', `/v3/users/${'w'.repeat(100)}`, { permanent: false });
  await page.getByRole('cell', { name: 'Deactivated', exact: true }).waitFor();
  const scroll = page.locator('#section-users .scroll');
  expect(await scroll.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

test('from right to left, nothing is outside the window', async () => {
  const { page } = await open({ users: [{ uid: 'arabic', name: 'محمد عبد الله', tags: ['عميل', 'vip', 'beta'] }] });
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  await page.getByLabel('Select محمد عبد الله').check();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await width()).toBe(0);
  await page.getByRole('button', { name: 'محمد عبد الله', exact: true }).click();
  const drawer = page.getByRole('dialog', { name: 'محمد عبد الله' });
  await drawer.waitFor();
  expect((await drawer.boundingBox())?.x).toBe(0);
  // A click beside the drawer closes it.
  await page.mouse.click(1100, 400);
  await drawer.waitFor({ state: 'hidden' });
});

test('nothing is wider than a narrow screen', async () => {
  const users = [{ uid: 'w'.repeat(100), name: 'Very '.repeat(20).trim() }];
  const { page, call } = await open({ users }, { viewport: { width: 375, height: 700 } });
  await call('GET', `/v3/users/${'w'.repeat(100)}?${'x'.repeat(200)}`);
  for (const section of ['Users', 'Requests', 'Roles', 'Setup']) {
    await page.getByRole('link', { name: section, exact: true }).click();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), section).toBeLessThanOrEqual(375);
  }
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByLabel('Select all shown users').check();
  await page.getByRole('region', { name: 'Selected users' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'selection').toBeLessThanOrEqual(375);
  for (const [section, opener] of [
    ['Users', 'Add a tag …'],
    ['Users', 'Very '.repeat(20).trim()],
    ['Users', 'New user'],
    ['Roles', 'New role'],
  ] as const) {
    await page.getByRole('link', { name: section, exact: true }).click();
    await page.getByRole('button', { name: opener, exact: true }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    if (section === 'Roles') await dialog.getByRole('button', { name: 'Add permission' }).click();
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth), opener).toBe(0);
    await page.keyboard.press('Escape');
  }
});

describe('nothing is out of line', () => {
  test('a name in another direction begins where its label does', async () => {
    const { page } = await open({ users: [{ uid: 'sarah', name: 'سارة' }] });
    await page.getByRole('button', { name: 'سارة', exact: true }).click();
    const title = page.locator('#user-title');
    const distance = await title.evaluate((heading) => {
      const text = document.createRange();
      text.selectNodeContents(heading.firstElementChild as Element);
      return text.getBoundingClientRect().left - heading.getBoundingClientRect().left;
    });
    expect(distance).toBeLessThan(2);
  });

  test('the button that removes a permission is beside its field, however long the hint is', async () => {
    const { page, call } = await open({ roles: ['staff'] });
    await call('PUT', '/v3/roles/staff/permissions', {
      permissions: { 'listUsers.mode': 'friends', 'sendMessage.allowedMessageTypes': ['text'] },
    });
    await page.getByRole('link', { name: 'Roles' }).click();
    await page.getByRole('button', { name: 'staff', exact: true }).click();
    for (const id of ['listUsers.mode', 'sendMessage.allowedMessageTypes']) {
      const row = page.locator('#permissions li').filter({ hasText: id });
      const [field, button] = await Promise.all([
        row.locator('select, input').boundingBox(),
        row.getByRole('button', { name: 'Remove' }).boundingBox(),
      ]);
      expect(Math.abs((field?.y ?? 0) - (button?.y ?? Number.NaN))).toBeLessThan(2);
    }
  });

  test('on a phone, the checkboxes of the requests share a line, and a path breaks between its parts', async () => {
    const { page, call } = await open({}, { viewport: { width: 390, height: 700 } });
    await call('GET', '/v3/users/kevin/auth_tokens');
    await page.getByRole('link', { name: 'Requests' }).click();
    const [errors, preflights] = await Promise.all(
      ['Errors only', 'Hide preflights'].map((name) => page.getByLabel(name).boundingBox()),
    );
    expect(errors?.y).toBe(preflights?.y);
    const row = page.getByRole('rowheader').getByRole('button');
    expect(await row.textContent()).toBe('GET /v3/users/kevin/auth_tokens');
    const lines = await row.locator('span').evaluate((path) =>
      [...path.childNodes].flatMap((part) => {
        const text = document.createRange();
        text.selectNodeContents(part);
        return part.textContent ? [text.getClientRects().length] : [];
      }),
    );
    expect(lines).toEqual([1, 1, 1, 1, 1]);
  });
});
