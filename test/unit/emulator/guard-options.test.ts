import { expect, test } from 'vitest';
import { resolveGuardOptions } from '../../../src/emulator/middleware/guard/guard-options.js';

test.each([
  ['https://staging.example', 'https://staging.example'],
  ['HTTPS://Staging.Example:443', 'https://staging.example'],
  ['http://qa.example:8080', 'http://qa.example:8080'],
  ['https://bücher.example:8443', 'https://xn--bcher-kva.example:8443'],
  ['http://[FE80:0::1]:3000', 'http://[fe80::1]:3000'],
  ['capacitor://my.app', 'capacitor://my.app'],
  ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
])('the origin %s is compared as %s', (given, compared) => {
  expect([...resolveGuardOptions({ allowOrigins: [given] }).allowOrigins]).toEqual([compared]);
});

test.each([
  ['CometChat.Test', 'cometchat.test'],
  ['cometchat.test.', 'cometchat.test'],
  ['devbox', 'devbox'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['fe80::', '[fe80::]'],
  ['::ffff:1.2.3.4', '[::ffff:102:304]'],
  ['[::1]', '[::1]'],
  ['0.0.0.0', '0.0.0.0'],
])('the host %s is compared as %s', (given, compared) => {
  expect(resolveGuardOptions({ hosts: [given] }).hosts).toEqual([compared]);
});

test('nothing given is nothing allowed', () => {
  expect(resolveGuardOptions({})).toEqual({ allowOrigins: new Set(), hosts: [] });
});
