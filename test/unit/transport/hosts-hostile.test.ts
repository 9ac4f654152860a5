import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveHosts } from '../../../src/transport/hosts.js';

const labels: [title: string, value: unknown][] = [
  ['empty', ''],
  ['missing', undefined],
  ['null', null],
  ['a number', 12345],
  ['an object that says something harmless', { toString: () => 'app' }],
  ['a dot', 'evil.org'],
  ['a slash', 'evil/'],
  ['a backslash', 'evil\\x'],
  ['an at sign', 'user@evil'],
  ['a colon', 'evil:80'],
  ['a hash', 'evil#'],
  ['a question mark', 'evil?x'],
  ['a percent sign', 'evil%2e'],
  ['a space', 'e vil'],
  ['a space at the end', 'evil '],
  ['a tab', 'e\tvil'],
  ['a newline at the end', 'evil\n'],
  ['a carriage return and a header', 'evil\r\nx: y'],
  ['a NUL', 'evil\0'],
  ['a zero-width space', 'evil\u200b'],
  ['an umlaut', 'évil'],
  ['a full-width dot', 'evil\uff0eorg'],
  ['the Kelvin sign', '\u212a'],
  ['64 characters', 'a'.repeat(64)],
  ['a hyphen first', '-evil'],
  ['a hyphen last', 'evil-'],
  ['an underscore first', '_evil'],
];

describe.each([
  ['appId', 'INVALID_APP_ID'],
  ['region', 'INVALID_REGION'],
] as const)('%s', (field, code) => {
  test.each(labels)(`may not be or have: %s`, (_, value) => {
    const options = { appId: 'app', region: 'us', [field]: value };
    expect(() => resolveHosts(options as never)).toThrow(
      expect.objectContaining({ code, kind: 'config', details: { [field]: [expect.stringContaining(field)] } }),
    );
  });

  test.each(['a', '7', 'a'.repeat(63), 'a-b_c', 'XN--x'])('may be %s', (value) => {
    expect(() => resolveHosts({ appId: 'app', region: 'us', [field]: value })).not.toThrow();
  });
});

test("for any appId and region, the host is one of CometChat's, or there is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (appId, region) => {
      let hosts: ReturnType<typeof resolveHosts>;
      try {
        hosts = resolveHosts({ appId, region });
      } catch {
        return;
      }
      const url = new URL(hosts.client);
      expect(url.host).toBe(`${appId}.apiclient-${region}.cometchat.io`.toLowerCase());
      expect(url.pathname).toBe('/v3.0');
    }),
  );
});

test.each([
  ['nothing', ''],
  ['a number', 7700],
  ['a URL object', new URL('https://acme.org')],
  ['a scheme alone', 'https://'],
  ['a slash alone', '/'],
  ['a user', 'user@acme.org'],
  ['a user and a password', 'https://user:pass@acme.org'],
  ['a password', 'https://:pass@acme.org'],
  ['a query', 'acme.org/v3?x=1'],
  ['a hash', 'https://acme.org/#x'],
  ['a second scheme', 'https://https://acme.org'],
  ['another second scheme', 'acme.org/https://evil.org'],
  ['ftp', 'ftp://acme.org'],
  ['websocket', 'wss://acme.org'],
  ['file', 'file:///etc/hosts'],
  ['javascript', 'javascript:alert(1)'],
  ['data', 'data:text/html,x'],
  ['http without slashes', 'http:acme.org'],
  ['a port that is none', 'acme.org:99999'],
  ['a space', 'acme .org'],
  ['a space before', ' acme.org'],
  ['a newline', 'acme.org\n.evil.org'],
  ['a tab in the scheme', 'ht\ttps://acme.org'],
  ['a NUL', 'acme\0.org'],
  ['an open bracket', '[::1'],
])('a host may not be or have: %s', (_, given) => {
  for (const option of [{ emulator: given }, { hosts: { admin: given } }]) {
    expect(() => resolveHosts({ appId: 'app', region: 'us', allowInsecure: true, ...option } as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', kind: 'config' }),
    );
  }
});
