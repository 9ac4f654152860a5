import { describe, expect, test } from 'vitest';
import { LAN, listening, siteAt, useBrowser, useEmulator, visit } from './guard-support.js';

useBrowser();

const WORKS = { read: 200, written: 200, socket: 'open' };

describe('a development server', () => {
  test.each([
    ['localhost', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['127.0.0.1', 'localhost'],
    ['app.localhost', '127.0.0.1'],
    ['[::1]', '127.0.0.1'],
  ])('on %s uses the emulator at %s', async (site, host) => {
    const { emulator, port } = await listening();
    const page = await visit(siteAt(site));
    expect(await useEmulator(page, `http://${host}:${port}`, emulator.apiKey)).toMatchObject(WORKS);
    expect(emulator.users.get('from-a-page')).toMatchObject({ name: 'Page' });
  });

  test('opened at a LAN address uses the emulator at the same address', async () => {
    const { emulator, port } = await listening({}, { host: '0.0.0.0' });
    const page = await visit(siteAt(LAN));
    expect(await useEmulator(page, `http://${LAN}:${port}`, emulator.apiKey)).toMatchObject(WORKS);
    expect(await useEmulator(await visit(siteAt('localhost')), `http://${LAN}:${port}`, emulator.apiKey)).toMatchObject(
      {
        ...WORKS,
        written: 400,
      },
    );
  });
});

test('a page of an allowed staging origin uses the emulator', async () => {
  const { emulator, port } = await listening({ allowOrigins: [siteAt('staging.example')] });
  const page = await visit(siteAt('staging.example'));
  expect(await useEmulator(page, `http://127.0.0.1:${port}`, emulator.apiKey)).toMatchObject(WORKS);
});

test('a configured host accepts its own pages', async () => {
  const { emulator, port } = await listening({ hosts: ['staging.example'] });
  const page = await visit(siteAt('staging.example'));
  expect(await useEmulator(page, `http://staging.example:${port}`, emulator.apiKey)).toMatchObject(WORKS);
});

test('CometChat’s own names, mapped to the emulator, serve a page of any origin', async () => {
  const { emulator, port } = await listening({ appId: 'shop' }, { tls: true });
  const page = await visit(siteAt('shop.example'));
  for (const [name, written] of [
    ['shop.api-us', 200],
    ['shop.apiclient-us', 400],
  ] as const) {
    const done = await useEmulator(page, `https://${name}.cometchat.io:${port}`, emulator.apiKey);
    expect(done).toMatchObject({ ...WORKS, written });
  }
});

test('a link on another site opens the emulator’s page, which works', async () => {
  const { port } = await listening();
  const page = await visit(`${siteAt('evil.example')}/?link=http://localhost:${port}/_emulator/`);
  await page.getByRole('link', { name: 'Link' }).click();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/_emulator/');
});
