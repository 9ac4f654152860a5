import { describe, expect, test } from 'vitest';
import { createClient } from '../../../src/index.js';
import { APP, KEY, openStorage, stored } from '../../support/client-support.js';

const TEXT = JSON.stringify(stored('kevin', 'kevin_token', { metadata: { a: [1] }, tags: ['é'] }));
const OTHERS = { 'other-app:v1': 'kept', 'cometchat-users:v1:app-2:us': TEXT };

/** The first state of a client that finds this text in storage. The service does not respond. */
async function open(held: unknown) {
  const storage = openStorage({ ...OTHERS, [KEY]: held });
  const fetch = () => Promise.reject(new TypeError('down'));
  const client = createClient({ ...APP, storage, fetch, retry: { limit: 0 } });
  const state = await client.session.ready;
  client.dispose();
  expect(storage.held).toEqual({ ...OTHERS, [KEY]: held });
  return state;
}

describe('a damaged stored session', () => {
  test('that is cut off anywhere counts as none', async () => {
    for (let end = 0; end < TEXT.length; end++) {
      expect(await open(TEXT.slice(0, end)), `after ${end}`).toEqual({ status: 'signedOut', reason: 'none' });
    }
  });

  test.each(['\0', '"', '}', '0', '\ud800', '\n'])(
    'with %j instead of any character is a session or none',
    async (wrong) => {
      let none = 0;
      for (let at = 0; at < TEXT.length; at++) {
        const state = await open(TEXT.slice(0, at) + wrong + TEXT.slice(at + 1));
        if (state.status === 'signedOut') none++;
        else if (state.status === 'signedIn') expect(state.user.getAuthToken()).toMatch(/^[\x21-\x7e]+$/);
      }
      // Only names may contain other characters.
      expect(none).toBeGreaterThan(TEXT.length / 3);
    },
  );

  test('with a repeated part counts as none', async () => {
    for (let at = 1; at < TEXT.length; at += 3) {
      expect(await open(TEXT + TEXT.slice(at))).toEqual({ status: 'signedOut', reason: 'none' });
    }
  });
});
