import { expect, test } from 'vitest';
import { resolveHosts } from '../../../src/transport/hosts.js';

const app = { appId: 'app', region: 'us' };

test.each([
  ['us', 'us'],
  ['US', 'us'],
  ['Eu', 'eu'],
  ['eu', 'eu'],
  ['IN', 'in'],
  ['in', 'in'],
  ['au-2', 'au-2'],
])('region %s has the hosts of %s', (region, label) => {
  expect(resolveHosts({ appId: '26App', region })).toEqual({
    admin: `https://26App.api-${label}.cometchat.io/v3.0`,
    client: `https://26App.apiclient-${label}.cometchat.io/v3.0`,
    calls: `https://26App.call-${label}.cometchat.io/v3.0`,
  });
});

test('a given host replaces that one and no other', () => {
  expect(resolveHosts({ ...app, hosts: { client: 'chat.acme.org', admin: undefined } })).toEqual({
    admin: 'https://app.api-us.cometchat.io/v3.0',
    client: 'https://chat.acme.org/v3.0',
    calls: 'https://app.call-us.cometchat.io/v3.0',
  });
});

test('an emulator serves every host, also a given one', () => {
  const url = 'http://127.0.0.1:7700/v3.0';
  const hosts = resolveHosts({ ...app, emulator: 'http://127.0.0.1:7700', hosts: { admin: 'chat.acme.org' } });
  expect(hosts).toEqual({ admin: url, client: url, calls: url });
});

test.each([
  ['chat.acme.org', 'https://chat.acme.org/v3.0'],
  ['chat.acme.org/', 'https://chat.acme.org/v3.0'],
  ['chat.acme.org/v3.0', 'https://chat.acme.org/v3.0'],
  ['chat.acme.org/v4', 'https://chat.acme.org/v4'],
  ['chat.acme.org/a/b//', 'https://chat.acme.org/a/b'],
  ['chat.acme.org:8443', 'https://chat.acme.org:8443/v3.0'],
  ['chat.acme.org:443', 'https://chat.acme.org/v3.0'],
  ['CHAT.Acme.ORG/V3', 'https://chat.acme.org/V3'],
  ['https://chat.acme.org', 'https://chat.acme.org/v3.0'],
  ['HTTPS://chat.acme.org/x', 'https://chat.acme.org/x'],
  ['https://chat.acme.org:8443/x/', 'https://chat.acme.org:8443/x'],
  ['[2001:db8::1]', 'https://[2001:db8::1]/v3.0'],
  ['https://[2001:db8::1]:8443/v3', 'https://[2001:db8::1]:8443/v3'],
  ['192.0.2.7:9000/v3', 'https://192.0.2.7:9000/v3'],
  ['localhost:7700', 'https://localhost:7700/v3.0'],
])('the host %s is %s', (given, url) => {
  expect(resolveHosts({ ...app, hosts: { admin: given } }).admin).toBe(url);
});

test.each([
  ['http://localhost:7700', 'http://localhost:7700/v3.0'],
  ['http://LOCALHOST', 'http://localhost/v3.0'],
  ['http://app.localhost:7700/v3', 'http://app.localhost:7700/v3'],
  ['http://127.0.0.1:7700', 'http://127.0.0.1:7700/v3.0'],
  ['http://127.8.9.10', 'http://127.8.9.10/v3.0'],
  ['http://[::1]:7700', 'http://[::1]:7700/v3.0'],
])('plain http goes to this machine: %s', (given, url) => {
  expect(resolveHosts({ ...app, emulator: given }).calls).toBe(url);
});

test.each([
  'http://chat.acme.org',
  'HTTP://chat.acme.org:8080/v3',
  'http://192.168.0.4:7700',
  'http://0.0.0.0:7700',
  'http://[2001:db8::1]',
  'http://127.0.0.1.acme.org',
  'http://localhost.acme.org',
  'http://notlocalhost',
  'http://acme.org/127.0.0.1',
])('plain http to %s is refused, unless allowInsecure', (given) => {
  const hosts = { client: given };
  expect(() => resolveHosts({ ...app, hosts })).toThrow(
    expect.objectContaining({
      code: 'INSECURE_HOST',
      kind: 'config',
      details: { 'hosts.client': [expect.any(String)] },
    }),
  );
  expect(resolveHosts({ ...app, hosts, allowInsecure: true }).client).toMatch(/^http:\/\//);
});
