import { describe, expect, test } from 'vitest';
import type { WarningEvent } from '../../../src/index.js';
import { KEY, make, scripted, stored } from '../../support/client-support.js';

/** A token of the service's form, and one that only its place in the stored value gives away. */
const TOKENS = ['ann_1700000000a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3', 'another-form-of-a-token'];

/** A client whose storage does one thing wrong, and everything that its warnings say. */
function clientOn(storage: object) {
  const warnings: WarningEvent[] = [];
  const { fetch } = scripted(({ path }) => (path === '/me' ? { uid: 'ann' } : { success: true }));
  const client = make({
    fetch,
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined, ...storage },
    hooks: { onWarning: (warning) => warnings.push(warning) },
  });
  return { client, warnings, told: () => warnings.map(textOf).join('\n') };
}

/** Everything that a log of a warning may show. */
function textOf({ message, error }: WarningEvent): string {
  const { stack, cause } = Object(error) as Error;
  const own = JSON.stringify(error, Object.getOwnPropertyNames(Object(error)));
  return [message, String(error), own, stack, String(cause), (cause as Error | undefined)?.stack].join('\n');
}

/** The ways in which an error repeats a value. */
const ERRORS: [string, (value: string) => unknown][] = [
  ['in its message', (value) => new Error(`Quota exceeded for ${value}`)],
  ['in its message, quoted once more', (value) => new Error(`Cannot store ${JSON.stringify(value)}`)],
  ['in its cause', (value) => new Error('Cannot store', { cause: new Error(value) })],
  ['in a field of its own', (value) => Object.assign(new Error('Cannot store'), { value })],
  ['as a text', (value) => value],
];

describe.each(TOKENS)('a storage whose error repeats the stored value, with the token %s', (token) => {
  test.each(ERRORS)('%s, does not leak it when a write throws', async (_, errorOf) => {
    const { client, warnings, told } = clientOn({
      setItem(_: string, value: string) {
        throw errorOf(value);
      },
    });
    await client.login(token);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.error).toBeInstanceOf(Error);
    expect(told()).not.toContain(token);
  });

  test.each(ERRORS)('%s, does not leak it when a write rejects after the logout', async (_, errorOf) => {
    const { client, warnings, told } = clientOn({
      setItem: async (_: string, value: string) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw errorOf(value);
      },
    });
    const login = client.login(token);
    await expect.poll(() => client.session.getSnapshot().status).toBe('signedIn');
    await client.logout();
    await login;
    expect(warnings).toHaveLength(1);
    expect(told()).not.toContain(token);
  });

  test.each(ERRORS)('%s, does not leak it when a read fails', async (_, errorOf) => {
    const { client, warnings, told } = clientOn({
      getItem(key: string) {
        if (key === KEY) throw errorOf(JSON.stringify(stored('ann', token)));
        return null;
      },
    });
    await client.session.ready;
    expect(warnings).toHaveLength(1);
    expect(told()).not.toContain(token);
  });
});

test('the warning keeps the name and the message of the error', async () => {
  const { client, warnings } = clientOn({
    setItem() {
      throw Object.assign(new Error('The quota has been exceeded.'), { name: 'QuotaExceededError' });
    },
  });
  await client.login('ann_1');
  expect(String(warnings[0]?.error)).toBe('QuotaExceededError: The quota has been exceeded.');
});
