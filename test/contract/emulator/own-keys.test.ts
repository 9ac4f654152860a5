import { expect, test } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';

const OWN = { authKey: '1a'.repeat(20), apiKey: '2b'.repeat(20) };

test('authKey and apiKey set the keys of every app; the constant ones are then unknown', async () => {
  const usual = createEmulator();
  const emulator = createEmulator(OWN);
  expect({ authKey: emulator.authKey, apiKey: emulator.apiKey }).toEqual(OWN);
  const statusOf = async (apikey: string, appid: string) =>
    (await emulator.fetch(new Request('http://localhost/v3/users', { headers: { apikey, appid } }))).status;
  expect(await statusOf(OWN.apiKey, 'emulator-app')).toBe(200);
  expect(await statusOf(OWN.apiKey, 'another-app')).toBe(200);
  expect(await statusOf(usual.apiKey, 'emulator-app')).toBe(401);
  expect(await statusOf(usual.apiKey, 'a-third-app')).toBe(401);
});

test.each([
  [{ apiKey: 'secret' }, 'apiKey must be 40 hex digits'],
  [{ authKey: OWN.authKey.toUpperCase() }, 'authKey must be 40 hex digits'],
  [{ authKey: OWN.apiKey, apiKey: OWN.apiKey }, 'must be different keys'],
])('refuses %j with a message that does not repeat the key', (options, message) => {
  const create = () => createEmulator(options);
  expect(create).toThrow(TypeError);
  expect(create).toThrow(message);
  for (const key of Object.values(options)) expect(create).not.toThrow(key);
});
