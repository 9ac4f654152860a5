import type { Frame, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator.js';
import {
  LAN,
  listening,
  sandboxedFrame,
  sendBlindly,
  siteAt,
  useBrowser,
  useEmulator,
  visit,
} from './guard-support.js';

useBrowser();

const ALL_ADDRESSES = { host: '0.0.0.0' };

/** Tries everything from a page. Expects that the page got nothing and the emulator recorded nothing. */
async function expectNothing(from: Page | Frame, url: string, emulator: Emulator, origin: string): Promise<void> {
  emulator.faults.add({ path: '/nowhere', status: 503 });
  const before = { users: emulator.users.list(), faults: emulator.faults.list() };
  expect(await useEmulator(from, url, emulator.apiKey)).toEqual({
    origin,
    // A page under a rebound name reads the response, which is a 403: the browser treats it as same-origin.
    read: url.includes('evil.example') ? 403 : 'refused',
    written: url.includes('evil.example') ? 403 : 'refused',
    socket: 'refused',
  });
  await sendBlindly(from, url);
  expect({ users: emulator.users.list(), faults: emulator.faults.list() }).toEqual(before);
}

describe('a page of another site', () => {
  test.each(['127.0.0.1', 'localhost', 'app.localhost'])(
    'reads nothing, writes nothing and opens no socket at %s',
    async (host) => {
      const { emulator, port } = await listening();
      const page = await visit(siteAt('evil.example'));
      await expectNothing(page, `http://${host}:${port}`, emulator, siteAt('evil.example'));
      expect(emulator.requests).toEqual([]);
    },
  );

  test.each(['0.0.0.0', LAN])('does the same at %s, while the emulator listens on all addresses', async (host) => {
    const { emulator, port } = await listening({}, ALL_ADDRESSES);
    const page = await visit(siteAt('evil.example'));
    await expectNothing(page, `http://${host}:${port}`, emulator, siteAt('evil.example'));
    // Over plain HTTP, a browser sends neither Origin nor Sec-Fetch-Site with a GET to a LAN address.
    const methods = new Set(emulator.requests.map(({ method }) => method));
    expect([...methods]).toEqual(host === LAN && !LAN.startsWith('127.') ? ['GET'] : []);
  });

  test('from another machine reads nothing of this one', async () => {
    const { emulator, port } = await listening();
    const page = await visit(siteAt(LAN));
    await expectNothing(page, `http://localhost:${port}`, emulator, siteAt(LAN));
    expect(emulator.requests).toEqual([]);
  });

  test('under the host of an allowed origin, on another port, gets nothing', async () => {
    const { emulator, port } = await listening({ allowOrigins: ['http://evil.example:1'] });
    const page = await visit(siteAt('evil.example'));
    await expectNothing(page, `http://localhost:${port}`, emulator, siteAt('evil.example'));
    expect(emulator.requests).toEqual([]);
  });
});

test('DNS rebinding: a page whose name leads to the emulator’s own port gets nothing', async () => {
  for (const where of [{}, ALL_ADDRESSES]) {
    const { emulator, port } = await listening({}, where);
    const url = `http://evil.example:${port}`;
    const page = await visit(`${url}/v3/users`);
    await expectNothing(page, url, emulator, url);
    expect(emulator.requests).toEqual([]);
  }
});

test('a sandboxed frame, whose origin is null, gets nothing, from a hostile page or from one on localhost', async () => {
  for (const host of ['evil.example', 'localhost']) {
    const { emulator, port } = await listening();
    const frame = await sandboxedFrame(await visit(`${siteAt(host)}/framed`));
    await expectNothing(frame, `http://127.0.0.1:${port}`, emulator, 'null');
    expect(emulator.requests).toEqual([]);
  }
});
