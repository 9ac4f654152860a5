import { describe, expect, test } from 'vitest';
import { OwnHosts } from '../../../src/emulator/middleware/guard/own-hosts.js';
import { refusalMessage } from '../../../src/emulator/middleware/guard/refusals.js';
import { reasonToRefuse } from '../../../src/emulator/middleware/guard/rules.js';
import { readSender, type Sender } from '../../../src/emulator/middleware/guard/sender.js';

const GUESTS = { allowOrigins: ['https://staging.example', 'http://qa.example:8080'], hosts: ['cometchat.test'] };

/** The decision about a request to an emulator that listens on `bound`. */
function decide(sender: Partial<Sender>, bound: [host: string, address: string] = ['127.0.0.1', '127.0.0.1']): string {
  const ownHosts = new OwnHosts();
  for (const host of GUESTS.hosts) ownHosts.add(host);
  ownHosts.bind(...bound);
  const nothing = { host: 'localhost:7700', origin: undefined, fetchSite: undefined };
  const whole = { ...nothing, method: 'GET', path: '/v3/users', navigation: false, ...sender };
  return reasonToRefuse(whole, { ownHosts, allowOrigins: new Set(GUESTS.allowOrigins) }) ?? 'pass';
}

const HOSTILE = { origin: 'https://evil.example', fetchSite: 'cross-site' };
const ALL: [string, string][] = [
  ['0.0.0.0', '0.0.0.0'],
  ['::', '::'],
  ['', '::'],
  ['0', '0.0.0.0'],
];

describe('row 1: the names of the vendor', () => {
  test.each([
    'api-us.cometchat.io',
    'one.apiclient-eu.cometchat.io:7700',
    'ONE.API-US.COMETCHAT.IO',
    'api-us.cometchat.io.',
    'api-us.cc-cluster-2.io',
    'websocket-us.cc-edge-2.io',
  ])('%s: any origin passes', (host) => {
    expect(decide({ host, ...HOSTILE })).toBe('pass');
    expect(decide({ host, origin: 'null' })).toBe('pass');
  });

  test.each(['cometchat.io', 'evilcometchat.io', 'api-us.cometchat.io.evil.example', 'cometchat.io.', 'xcc-edge-2.io'])(
    '%s is not one of them',
    (host) => {
      expect(decide({ host })).toBe('foreignHost');
    },
  );
});

describe('row 2: the host', () => {
  test.each([
    ...['localhost', 'LocalHost:7700', 'localhost.', 'localhost.:7700', 'app.localhost:1', 'localhost:'],
    ...['127.0.0.1', '127.0.0.1:7700', '127.9.8.7', '127.1:7700', '192.168.1.5:7700', '8.8.8.8'],
    ...['[::1]', '[::1]:7700', '[0:0:0:0:0:0:0:1]', '[FE80::1]:7700', '[::ffff:127.0.0.1]'],
    ...['cometchat.test', 'CometChat.TEST:7700', 'cometchat.test.'],
  ])('%s is the emulator’s', (host) => {
    expect(decide({ host })).toBe('pass');
  });

  test.each([
    ...['evil.example', 'evil.example:7700', 'localhost.evil.example', '127.0.0.1.evil.example', 'xlocalhost'],
    ...['0.0.0.0', '0.0.0.0:7700', '0', '[::]', '[::]:7700', '[::ffff:0.0.0.0]', '[0:0::0]'],
    ...[
      '',
      ' ',
      '.',
      'localhost..',
      'a b',
      'localhost@evil.example',
      'evil.example@localhost',
      'evil.example/localhost',
    ],
    ...[
      'evil.example#localhost',
      'evil.example?localhost',
      'evil.example\\localhost',
      'local%68ost',
      'http://localhost',
    ],
    ...['localhost:x', 'localhost:99999', 'localhost:-1', 'localhost:7700:7700', '[::1', '::1', '[::1]evil.example'],
    ...['[fe80::1%eth0]', '1.2.3.4.5', '256.1.1.1', 'localhost, evil.example', 'bücher.example', 'localhost\u0000'],
    ...['devbox', 'host.docker.internal', 'cometchat.test.evil.example', 'sub.cometchat.test'],
  ])('%s is not', (host) => {
    expect(decide({ host })).toBe('foreignHost');
  });

  test('without one host there is no decision to make', () => {
    expect(decide({ host: undefined })).toBe('noHost');
  });

  test('the bound host is the emulator’s while it listens there', () => {
    const ownHosts = new OwnHosts();
    expect(decide({ host: 'DevBox.example:1' }, ['devbox.example', '10.0.0.1'])).toBe('pass');
    ownHosts.bind('devbox.example', '10.0.0.1');
    expect(ownHosts.has('devbox.example')).toBe(true);
    ownHosts.bind('127.0.0.1', '127.0.0.1');
    expect(ownHosts.has('devbox.example')).toBe(false);
  });

  test.each(ALL)('bound to all addresses (%j): names without a dot and *.internal too', (...bound) => {
    for (const host of ['devbox', 'emulator:7700', 'host.docker.internal', 'HOST.INTERNAL.'])
      expect([host, decide({ host }, bound)]).toEqual([host, 'pass']);
    for (const host of ['0.0.0.0', '[::]', 'evil.example', 'internal.evil.example', 'ai.', 'devbox.local', '.', ''])
      expect([host, decide({ host }, bound)]).toEqual([host, 'foreignHost']);
  });
});

describe('row 2b: a link to the page', () => {
  const link = { fetchSite: 'cross-site', navigation: true };

  test.each(['/_emulator/', '/_emulator', '/_emulator/?x#y'])('to %s passes', (path) => {
    expect(decide({ ...link, path })).toBe('pass');
    expect(decide({ ...link, path, origin: 'https://evil.example' })).toBe('pass');
  });

  test('only GET, only at top level, only below /_emulator/, only under a host that is the emulator’s', () => {
    const path = '/_emulator/';
    expect(decide({ ...link, path, method: 'POST' })).toBe('crossSite');
    expect(decide({ ...link, path, navigation: false })).toBe('crossSite');
    expect(decide({ ...link, path, host: 'evil.example' })).toBe('foreignHost');
    for (const other of [
      '/v3/users',
      '/_emulators',
      '/_emulator/../v3/users',
      '/v3/users?x=/_emulator/',
      '//_emulator/',
    ])
      expect([other, decide({ ...link, path: other })]).toEqual([other, 'crossSite']);
  });
});

describe('rows 3 and 4: no origin', () => {
  test.each(['cross-site', 'CROSS-SITE', 'none, cross-site'])('Sec-Fetch-Site %s is refused', (fetchSite) => {
    expect(decide({ fetchSite })).toBe('crossSite');
  });

  test.each([undefined, 'none', 'same-origin', 'same-site', ''])('Sec-Fetch-Site %s passes', (fetchSite) => {
    expect(decide({ fetchSite })).toBe('pass');
    expect(decide({ fetchSite, method: 'POST' })).toBe('pass');
  });
});

describe('row 5: a loopback origin', () => {
  test.each([
    ...['http://localhost', 'http://localhost:5173', 'https://LOCALHOST:1', 'http://localhost.:3000'],
    ...['http://app.localhost:3000', 'http://127.0.0.1:8080', 'http://127.9.9.9', 'http://[::1]:3000'],
    ...['capacitor://localhost', 'ionic://localhost', 'https://tauri.localhost'],
  ])('%s passes', (origin) => {
    expect(decide({ origin, fetchSite: 'cross-site' })).toBe('pass');
    expect(decide({ origin, host: '192.168.1.5:7700' })).toBe('pass');
  });

  test.each([
    ...[
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://[::1]:x',
      'http://[::1].evil.example',
    ],
    ...['http://localhost@evil.example', 'http://evil.example@localhost', 'http://localhost:80@evil.example'],
    ...[
      'http://localhost/',
      'http://evil.example/localhost',
      'http://evil.example#localhost',
      'http://evil.example?localhost',
    ],
    ...['localhost', '//localhost', 'http:localhost', 'http:/localhost', 'http://', 'http://:80', '://localhost'],
    ...[
      'http://localhost, http://evil.example',
      'http://localhost http://evil.example',
      'http://evil.localhost.example',
    ],
    ...[
      'http://0.0.0.0:3000',
      'http://[::]',
      'http://xlocalhost',
      'file://',
      'null',
      '',
      'http://evil.example\\@localhost',
    ],
  ])('%s is refused', (origin) => {
    expect(decide({ origin })).toBe('foreignOrigin');
  });
});

describe('row 6: the origin has the same host name as the request', () => {
  test.each([
    ['192.168.1.5:7700', 'http://192.168.1.5:5173'],
    ['192.168.1.5', 'https://192.168.1.5'],
    ['[fe80::1]:7700', 'http://[FE80:0:0::1]:5173'],
    ['cometchat.test:7700', 'http://CometChat.test'],
  ])('%s from %s passes', (host, origin) => {
    expect(decide({ host, origin })).toBe('pass');
  });

  test.each([
    ['192.168.1.5:7700', 'http://192.168.1.6:5173'],
    ['192.168.1.5', 'http://192.168.1.50'],
    ['192.168.1.5', 'http://192.168.1.5.evil.example'],
    ['cometchat.test', 'http://sub.cometchat.test'],
  ])('%s from %s does not', (host, origin) => {
    expect(decide({ host, origin })).toBe('foreignOrigin');
  });

  test('a page under a rebound name is refused for its host', () => {
    expect(decide({ host: 'evil.example:7700', origin: 'http://evil.example:7700', fetchSite: 'same-origin' })).toBe(
      'foreignHost',
    );
  });
});

describe('rows 7 and 8: every other origin', () => {
  test.each([
    ...[
      'https://staging.example',
      'https://staging.example:443',
      'HTTPS://Staging.Example',
      'https://staging.example.',
    ],
    'http://qa.example:8080',
  ])('%s is in allowOrigins', (origin) => {
    expect(decide({ origin, fetchSite: 'cross-site' })).toBe('pass');
  });

  test.each([
    ...['http://staging.example', 'https://staging.example:8443', 'https://staging.example:80', 'http://qa.example'],
    ...['https://sub.staging.example', 'https://staging.example.evil.example', 'https://evil.example', 'null'],
  ])('%s is not', (origin) => {
    expect(decide({ origin })).toBe('foreignOrigin');
    expect(decide({ origin, fetchSite: 'same-origin' })).toBe('foreignOrigin');
  });
});

describe('the parts of a request', () => {
  const read = (target: string, ...rawHeaders: string[]) => readSender({ method: 'GET', url: target, rawHeaders });

  test('the host, once, in any letter case of the header name', () => {
    expect(read('/', 'HOST', 'localhost').host).toBe('localhost');
    expect(read('*', 'Host', 'localhost').host).toBe('localhost');
    expect(read('/').host).toBeUndefined();
    expect(read('/', 'Host', 'localhost', 'host', 'localhost').host).toBeUndefined();
    expect(read('/', 'Host', 'localhost', 'host', 'evil.example').host).toBeUndefined();
  });

  test.each([
    ['http://localhost:7700/v3/users?x', 'localhost:7700', '/v3/users?x'],
    ['HTTP://LOCALHOST:7700/', 'localhost:7700', '/'],
    ['ws://localhost:7700', 'LOCALHOST:7700', ''],
    ['http://[::1]:1/', '[0:0::1]:1', '/'],
  ])('%s agrees with the host %s', (target, host, path) => {
    expect(read(target, 'Host', host)).toMatchObject({ host, path });
  });

  test.each([
    ['http://evil.example/', 'localhost'],
    ['http://localhost/', 'evil.example'],
    ['http://localhost:1/', 'localhost:2'],
    ['http://localhost/', 'localhost:7700'],
    ['http://evil.example@localhost/', 'localhost'],
    ['http://localhost\\@evil.example/', 'localhost'],
    ['http:///v3/users', 'localhost'],
    ['http://a b/', 'a b'],
    ['localhost:7700', 'localhost:7700'],
    ['http:localhost/', 'localhost'],
    ['v3/users', 'localhost'],
    ['', 'localhost'],
  ])('%s disagrees with the host %s', (target, host) => {
    expect(read(target, 'Host', host).host).toBeUndefined();
  });

  test('several origins are none, and several sites are the worst of them', () => {
    const sender = read('/', 'Host', 'localhost', 'Origin', 'http://localhost', 'origin', 'http://localhost');
    expect(decide({ ...sender })).toBe('foreignOrigin');
    const site = read('/', 'Host', 'localhost', 'Sec-Fetch-Site', 'same-origin', 'Sec-Fetch-Site', 'cross-site');
    expect(decide({ ...site })).toBe('crossSite');
  });

  test.each([
    ['navigate', 'document', true],
    ['navigate', 'iframe', false],
    ['no-cors', 'document', false],
  ])('Sec-Fetch-Mode %s to a %s is a top-level page: %s', (mode, dest, navigation) => {
    expect(read('/', 'Sec-Fetch-Mode', mode, 'Sec-Fetch-Dest', dest).navigation).toBe(navigation);
  });
});

describe('the text of a refusal', () => {
  const sender = { host: 'Devbox.Example:7700', origin: 'HTTPS://Staging.example:443', fetchSite: undefined };
  const say = (reason: Parameters<typeof refusalMessage>[0], more: Partial<Sender> = {}) =>
    refusalMessage(reason, { ...sender, method: 'GET', path: '/', navigation: false, ...more });

  test('names the option that lets it in', () => {
    expect(say('foreignHost')).toContain('--allow-host devbox.example, or hosts:');
    expect(say('foreignOrigin')).toContain('--allow-origin https://staging.example, or allowOrigins:');
  });

  test('offers no option if there is none', () => {
    expect(say('foreignOrigin', { origin: 'null' })).toContain('Serve the page from http://localhost');
    expect(say('foreignOrigin', { origin: '; rm -rf /' })).toContain('It is not an origin');
    expect(say('foreignHost', { host: '$(reboot)' })).toContain('It is not a valid host name');
  });

  test('shows that a header is empty', () => {
    expect(say('foreignHost', { host: '' })).toContain('to the host (empty),');
    expect(say('foreignOrigin', { origin: '' })).toContain('the origin (empty).');
  });

  test('is one short line without control characters', () => {
    const odd = `\u001b[31m\u009b31m\r\n${'x'.repeat(500)}`;
    for (const reason of ['noHost', 'foreignHost', 'crossSite', 'foreignOrigin'] as const) {
      const line = say(reason, { host: odd, origin: odd });
      expect(line).toMatch(/^[ -~…]+$/);
      expect(line.length).toBeLessThan(300);
    }
  });
});
