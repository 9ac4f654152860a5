import { describe, expect, test } from 'vitest';
import { createUserSyncEndpoint } from '../../../src/server/user-sync/handler.js';
import { findSecrets } from '../../support/canary.js';
import { backendInProcess } from '../../support/endpoint-support.js';
import { type Event, map, SECRET, sign, syncInProcess } from './sync-support.js';

const created: Event = { type: 'created', uid: 'ann', name: 'Ann', at: 1 };
const BODY = JSON.stringify(created);

/** The same headers under the names of Svix. */
function svix(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]);
  return Object.fromEntries(entries);
}

describe('a signature', () => {
  test('may have the header names of Svix, as those of Clerk and Stytch', async () => {
    const { deliver, send } = syncInProcess();
    expect(await deliver(BODY, svix(sign(BODY, { id: 'msg_a' })))).toMatchObject({ status: 200, outcome: 'created' });
    // The id of the event is the one that was signed, under either name.
    expect(await send(created, 'msg_a')).toMatchObject({ outcome: 'repeated' });
  });

  test.each<[string, Record<string, string>]>([
    ['a body', { ...svix(sign('{}')) }],
    ['an id', { ...svix(sign(BODY)), 'svix-id': 'msg_x' }],
    ['a time', { ...svix(sign(BODY)), 'svix-timestamp': '1' }],
  ])('under these names is refused for another one of %s', async (_, headers) => {
    const { deliver, wire } = syncInProcess();
    expect(await deliver(BODY, headers)).toMatchObject({ status: 401, code: 'WRONG_SIGNATURE' });
    expect(wire()).toEqual([]);
  });

  test('of one kind does not vouch for an id of the other kind', async () => {
    const { deliver } = syncInProcess();
    const forged = (id: string) => ({ ...svix(sign(BODY, { id: 'msg_a' })), 'webhook-id': id });
    expect(await deliver(BODY, forged('msg_1'))).toMatchObject({ outcome: 'created' });
    expect(await deliver(BODY, forged('msg_2'))).toMatchObject({ outcome: 'repeated' });
  });

  test.each([
    ['as Supabase shows it', `v1,${SECRET}`],
    ['without a prefix', SECRET.slice('whsec_'.length)],
    ['with a line break at its end', `${SECRET}\n`],
    ['of a list in one text', `v1,whsec_${Buffer.from('x'.repeat(32)).toString('base64')}|v1,${SECRET}`],
    ['of a list with a missing one', [undefined, '', SECRET]],
  ])('is checked with a secret %s', async (_, secret) => {
    const { deliver } = syncInProcess({ secret });
    expect(await deliver(BODY, sign(BODY))).toMatchObject({ status: 200, outcome: 'created' });
    expect(await deliver(BODY, sign(`${BODY} `))).toMatchObject({ status: 401 });
  });
});

describe('a webhook-id is never cut', () => {
  test('two long ids that differ only at their end are two events', async () => {
    const { send } = syncInProcess();
    const id = (end: string) => `msg_${'x'.repeat(500)}${end}`;
    expect(await send(created, id('1'))).toMatchObject({ outcome: 'created' });
    expect(await send({ ...created, name: 'Ann Lee' }, id('2'))).toMatchObject({ outcome: 'updated' });
    expect(await send({ ...created, name: 'Ann Lee' }, id('2'))).toMatchObject({ outcome: 'repeated' });
  });
});

describe('a secret that anybody could guess is refused when the endpoint is created', () => {
  const base64 = (bytes: number) => Buffer.alloc(bytes, 'k').toString('base64');
  test.each<[string, unknown, RegExp]>([
    ['23 bytes', `whsec_${base64(23)}`, /23 bytes.*24/],
    ['no bytes', 'whsec_', /0 bytes/],
    ['a short one among others', [SECRET, `v1,whsec_${base64(8)}`], /8 bytes/],
    ['the text undefined', 'undefined', /"undefined".*environment variable/],
    ['the text null', 'null', /"null".*environment variable/],
    ['the text undefined behind a prefix', 'v1,whsec_undefined', /"undefined".*environment variable/],
    ['no base64', 'whsec_canary!!', /base64/],
    ['a number', 5, /text/],
    ['an empty list', [], /at least one/],
  ])('%s', (_, secret, reason) => {
    const { admin } = backendInProcess();
    let error: unknown;
    try {
      createUserSyncEndpoint<Event>({ admin, map, secret: secret as string });
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ kind: 'config', code: 'INVALID_OPTION', message: expect.stringMatching(reason) });
    expect(findSecrets(error, 'canary!!', SECRET, base64(23), base64(8))).toEqual([]);
  });

  test('24 bytes are enough', () => {
    const { admin } = backendInProcess();
    expect(createUserSyncEndpoint<Event>({ admin, map, secret: `whsec_${base64(24)}` })).toBeTypeOf('function');
  });
});

describe('a secret that is not set', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['an empty text', ''],
    ['a list of both', [undefined, '']],
  ])('%s: a build succeeds, and the first request gets 500; onRejected is told', async (_, secret) => {
    const rejected: unknown[][] = [];
    const { admin, wire } = backendInProcess();
    const errors: unknown[] = [];
    const endpoint = createUserSyncEndpoint<Event>({
      admin,
      map,
      secret: secret as string,
      onRejected: (...given) => rejected.push(given),
      onError: (error) => errors.push(error),
    });
    const request = () =>
      new Request('https://my-app.example/hook', { method: 'POST', body: BODY, headers: sign(BODY) });
    const response = await endpoint(request());
    expect(response.status).toBe(500);
    expect((await response.json()).error.code).toBe('INTERNAL_ERROR');
    expect(rejected).toEqual([
      [
        undefined,
        expect.objectContaining({ code: 'MISSING_SECRET', kind: 'config' }),
        { id: undefined, tries: 0, isFinal: false },
      ],
    ]);
    expect(errors).toHaveLength(1);
    expect(wire()).toEqual([]);
  });

  test('is no reason for an error if there is a verify', async () => {
    const { deliver } = syncInProcess({ secret: undefined, verify: () => true });
    expect(await deliver(BODY, {})).toMatchObject({ outcome: 'created' });
  });

  test('is one if neither secret nor verify is given', () => {
    const { admin } = backendInProcess();
    expect(() => createUserSyncEndpoint<Event>({ admin, map })).toThrow(/either secret or verify/);
  });
});
