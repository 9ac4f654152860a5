import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { isOwn, OwnHosts } from '../../../src/emulator/middleware/guard/own-hosts.js';
import { checkPageRequest } from '../../../src/emulator/middleware/guard/page-guard.js';
import { start } from './emulator-support.js';

/** A request of a browser or an attacker: `fetch` does not allow these headers. */
function raw(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url);
    const outgoing = request({ host: hostname, port, path: pathname, method, headers, setHost: false }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode ?? 0);
    });
    outgoing.on('error', reject).end();
  });
}

describe('paths below /_emulator/ are closed to foreign pages', () => {
  test('the host of DNS rebinding is refused, loopback is not', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const faults = `${url}/_emulator/faults`;
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `app.localhost:${port}`,
      `[::1]:${port}`,
      '127.1.2.3',
    ])
      expect([host, await raw(faults, { host })]).toEqual([host, 200]);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '192.168.1.5',
    ])
      expect([host, await raw(faults, { host })]).toEqual([host, 403]);
  });

  test('an origin must equal its own in scheme, name and port', async () => {
    const { url } = await start();
    const { host, port } = new URL(url);
    const faults = `${url}/_emulator/faults`;
    expect(await raw(faults, { host, origin: url }, 'DELETE')).toBe(200);
    for (const origin of [
      `http://localhost:${port}`,
      'http://127.0.0.1',
      `https://${host}`,
      'https://evil.example',
      'null',
    ])
      expect([origin, await raw(faults, { host, origin }, 'DELETE')]).toEqual([origin, 403]);
    expect(await raw(faults, { host, origin: 'https://evil.example' }, 'OPTIONS')).toBe(403);
  });

  test('a request that a browser marks as cross-site is refused, unless the user followed a link', async () => {
    const { url } = await start();
    const { host } = new URL(url);
    const ask = (site: string, more: Record<string, string> = {}, method = 'GET') =>
      raw(`${url}/_emulator/faults`, { host, 'sec-fetch-site': site, ...more }, method);
    const link = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await ask('same-origin')).toBe(200);
    expect(await ask('none', link)).toBe(200);
    expect(await ask('cross-site', link)).toBe(200);
    expect(await ask('cross-site', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' })).toBe(403);
    expect(await ask('same-site', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(await ask('cross-site', link, 'DELETE')).toBe(403);
  });

  test('the host that it was bound to is allowed; all addresses are if it was bound to all', () => {
    const hosts = ['devbox.example', '192.168.1.5', '[fe80::1]', 'evil.example'];
    const allowed = (...bound: string[]) => {
      const ownHosts = new OwnHosts();
      for (const host of bound) ownHosts.bind(host, host);
      return hosts.filter((host) => {
        try {
          checkPageRequest(new Request(`http://${host}:7700/_emulator/`), ownHosts);
          return true;
        } catch {
          return false;
        }
      });
    };
    expect(allowed()).toEqual([]);
    expect(allowed('DevBox.example')).toEqual(['devbox.example']);
    expect(allowed('fe80::1')).toEqual(['[fe80::1]']);
    expect(allowed('0.0.0.0')).toEqual(['192.168.1.5', '[fe80::1]']);
  });

  test.each([
    ['/_emulator', true],
    ['/_emulator/', true],
    ['/_emulator/faults?x=1', true],
    ['/_emulators', false],
    ['/v3/users?next=/_emulator/', false],
    ['/v3/_emulator/faults', false],
  ])('%s belongs to the emulator: %s', (path, own) => {
    expect(isOwn(new URL(path, 'http://localhost').pathname)).toBe(own);
  });
});
