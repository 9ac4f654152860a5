import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test('a folder keeps the keys with which it began, and every app takes those that options set later', async () => {
  const data = mkdtempSync(path.join(tmpdir(), 'own-keys-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const keysIn = async (options: Partial<typeof OWN>, appid: string) => {
    const emulator = createEmulator({ data, ...options });
    const statuses = [];
    for (const apikey of [OWN.apiKey, later.apiKey, createEmulator().apiKey])
      statuses.push((await emulator.fetch('http://localhost/v3/users', { headers: { apikey, appid } })).status);
    await emulator.close();
    return { authKey: emulator.authKey, apiKey: emulator.apiKey, statuses };
  };
  const later = { authKey: '3c'.repeat(20), apiKey: '4d'.repeat(20) };
  expect(await keysIn(OWN, 'one')).toEqual({ ...OWN, statuses: [200, 401, 401] });
  expect(await keysIn({}, 'one')).toEqual({ ...OWN, statuses: [200, 401, 401] });
  expect(await keysIn(later, 'two')).toEqual({ ...later, statuses: [401, 200, 401] });
  for (const app of ['one', 'two', 'three'])
    expect(await keysIn({ apiKey: later.apiKey }, app)).toMatchObject({ authKey: OWN.authKey, apiKey: later.apiKey });
  expect(await keysIn({}, 'two')).toEqual({ ...OWN, statuses: [200, 200, 401] });
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
