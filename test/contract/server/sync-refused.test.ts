import express from 'express';
import { describe, expect, test } from 'vitest';
import { toNodeHandler } from '../../../src/server/node-handler/handler.js';
import { createUserSyncEndpoint } from '../../../src/server/user-sync/handler.js';
import { findSecrets } from '../../support/canary.js';
import { adminOf, backend } from '../../support/endpoint-support.js';
import { listen } from '../../support/http-support.js';
import { type Event, fragile, map, SECRET, serveSync, sign } from './sync-support.js';

const created: Event = { type: 'created', uid: 'ann', name: 'Ann', at: 1 };
const BODY = JSON.stringify(created);
const CANARY = SECRET.slice('whsec_'.length);

describe('a wrong signature', () => {
  const minutes = (n: number) => new Date(Date.now() + n * 60_000);
  const other = `whsec_${Buffer.from('another-secret-of-somebody-else-x').toString('base64')}`;
  test.each<[string, () => [string, Record<string, string>]]>([
    ['none', () => [BODY, {}]],
    ['of another secret', () => [BODY, sign(BODY, { secret: other })]],
    ['of another body', () => [BODY.replace('Ann', 'Eve'), sign(BODY)]],
    ['of another id', () => [BODY, { ...sign(BODY), 'webhook-id': 'msg_x' }]],
    ['of ten minutes ago', () => [BODY, sign(BODY, { at: minutes(-10) })]],
    ['of in ten minutes', () => [BODY, sign(BODY, { at: minutes(10) })]],
    ['with a timestamp that is none', () => [BODY, { ...sign(BODY), 'webhook-timestamp': 'x' }]],
    ['of another version', () => [BODY, { ...sign(BODY), 'webhook-signature': 'v2,abc' }]],
    ['that is cut off', () => [BODY, { ...sign(BODY), 'webhook-signature': 'v1,' }]],
  ])('%s: 401, and no change is made', async (_, request) => {
    const { deliver, wire, errors, send } = await serveSync();
    expect(await deliver(...request())).toMatchObject({ status: 401, code: 'WRONG_SIGNATURE' });
    expect(wire()).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(findSecrets(errors, CANARY, SECRET)).toEqual([]);
    // No record was kept of it either.
    expect(await send(created)).toMatchObject({ outcome: 'created' });
  });

  test('one valid signature among several is enough, and one valid secret', async () => {
    const { deliver } = await serveSync({ secret: [other, SECRET] });
    const headers = sign(BODY);
    headers['webhook-signature'] = `v2,x v1,AAAA ${headers['webhook-signature']}`;
    expect(await deliver(BODY, headers)).toMatchObject({ outcome: 'created' });
  });

  test('a byte order mark is part of the signed body', async () => {
    const { deliver } = await serveSync();
    // It is not JSON, but it is signed by the provider.
    expect(await deliver(`\ufeff${BODY}`, sign(`\ufeff${BODY}`))).toMatchObject({ status: 400 });
    expect(await deliver(`\ufeff${BODY}`, sign(BODY))).toMatchObject({ status: 401 });
  });
});

describe('a custom check', () => {
  test.each<[string, () => unknown]>([
    ['false', () => false],
    ['nothing', () => undefined],
    [
      'a throw',
      () => {
        throw new Error('no');
      },
    ],
    ['a rejection', () => Promise.reject(new Error('no'))],
  ])('%s: 401, and no change is made', async (_, verify) => {
    const { deliver, wire } = await serveSync({ verify: verify as () => boolean });
    expect(await deliver(BODY, {})).toMatchObject({ status: 401 });
    expect(wire()).toEqual([]);
  });

  test('gets the request and the body; without an id the body identifies the event', async () => {
    const given: unknown[] = [];
    const { deliver } = await serveSync({
      verify: async ({ headers }, body) => {
        given.push(headers.get('x-key'), body);
        return true;
      },
    });
    expect(await deliver(BODY, { 'x-key': 'k' })).toMatchObject({ outcome: 'created' });
    expect(await deliver(BODY, { 'x-key': 'k' })).toMatchObject({ outcome: 'repeated' });
    expect(given).toEqual(['k', BODY, 'k', BODY]);
  });
});

describe('during a failure, the provider is asked to send again, and the event is not lost', () => {
  test('of CometChat', async () => {
    const { send, emulator, errors } = await serveSync();
    emulator.faults.add({ status: 500, times: 1 });
    const answer = await send(created, 'msg_a');
    expect(answer).toMatchObject({ status: 503, code: 'UPSTREAM_UNAVAILABLE' });
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    expect(errors).toHaveLength(1);
    expect(await send(created, 'msg_a')).toMatchObject({ outcome: 'created' });
  });

  test('of CometChat, after it has done the work', async () => {
    const { send, emulator } = await serveSync();
    await send(created);
    emulator.faults.add({ operation: 'deleteUser', drop: 'after', times: 1 });
    expect(await send({ type: 'deleted', uid: 'ann', at: 2 }, 'msg_d')).toMatchObject({ status: 503 });
    expect(await send({ type: 'deleted', uid: 'ann', at: 2 }, 'msg_d')).toMatchObject({
      status: 200,
      outcome: 'erased',
    });
  });

  test('of CometChat, by a rate limit', async () => {
    const { send, emulator } = await serveSync();
    emulator.faults.add({ rateLimit: { retryAfter: 17 }, times: 1 });
    expect(await send(created)).toMatchObject({ status: 503, retryAfter: '17' });
  });

  test('of the key', async () => {
    const { emulator, url } = await backend();
    const admin = adminOf(emulator, url, { apiKey: 'canary-wrong-key-12345' });
    const { send, errors } = await serveSync({ admin });
    expect(await send(created)).toMatchObject({ status: 502, code: 'UPSTREAM_REFUSED' });
    expect(findSecrets(errors, 'canary-wrong-key-12345')).toEqual([]);
  });

  test('of the storage, before and after the change', async () => {
    const place = fragile();
    const { send, wire } = await serveSync({ storage: place.storage });
    place.down = true;
    expect(await send(created, 'msg_a')).toMatchObject({ status: 503 });
    expect(wire()).toEqual([]);
    place.down = false;
    const setItem = place.storage.setItem;
    place.storage.setItem = () => Promise.reject(new Error('read only'));
    expect(await send(created, 'msg_a')).toMatchObject({ status: 503 });
    place.storage.setItem = setItem;
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'unchanged' });
    expect(await send(created, 'msg_a')).toMatchObject({ status: 200, outcome: 'repeated' });
  });
});

describe('wrong input', () => {
  test('a body that is not JSON: 400', async () => {
    const { deliver } = await serveSync();
    expect(await deliver('{', sign('{'))).toMatchObject({ status: 400, code: 'BODY_UNREADABLE' });
  });

  test('a body that is too large: 413, with and without a Content-Length', async () => {
    const { deliver, url } = await serveSync();
    const large = JSON.stringify({ ...created, name: 'x'.repeat(300_000) });
    expect(await deliver(large, sign(large))).toMatchObject({ status: 413 });
    const body = new Blob([large]).stream();
    const init = { method: 'POST', body, duplex: 'half', headers: sign(large) };
    expect((await fetch(url, init)).status).toBe(413);
  });

  test('a user that is not valid: 422, and onError gets the issues', async () => {
    const { send, errors, wire } = await serveSync();
    expect(await send({ ...created, name: 'x'.repeat(101) })).toMatchObject({ status: 422, code: 'INVALID_USER' });
    expect(errors).toMatchObject([{ details: { name: [expect.any(String)] } }]);
    expect(wire()).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no action', { uid: 'ann', at: 1 }, /action/],
    ['an unknown action', { action: 'remove', uid: 'ann', at: 1 }, /action/],
    ['the former name of erase', { action: 'delete', uid: 'ann', at: 1 }, /delete is now called erase/],
    ['a text', 'ensure', /action/],
    ['no uid', { action: 'erase', at: 1 }, /uid/],
    ['no user', { action: 'ensure', at: 1 }, /user/],
    ['no time', { action: 'erase', uid: 'ann' }, /time of the event/],
    ['a time that is none', { action: 'erase', uid: 'ann', at: 'yesterday' }, /time of the event/],
    ['an invalid Date', { action: 'erase', uid: 'ann', at: new Date(Number.NaN) }, /time of the event/],
    [
      'a flag that is none',
      { action: 'ensure', user: { uid: 'ann', name: 'A' }, at: 1, reactivate: 'yes' },
      /reactivate/,
    ],
    [
      'one of two without a uid',
      [
        { action: 'erase', uid: 'ann', at: 1 },
        { action: 'erase', at: 1 },
      ],
      /uid/,
    ],
  ])('a map that returns %s: 422, onError and onRejected are told, and nothing is done', async (_, change, message) => {
    const rejected: unknown[] = [];
    const onRejected = (...given: unknown[]) => rejected.push(given);
    const { send, errors, wire } = await serveSync({ map: () => change as never, onRejected });
    const { status, code } = await send(created);
    expect([status, code]).toEqual([422, expect.stringMatching(/^INVALID_(USER|CHANGE)$/)]);
    expect((errors[0] as Error).message).toMatch(message);
    expect(rejected).toEqual([[created, errors[0], { id: expect.any(String), tries: 1, isFinal: false }]]);
    expect(wire()).toEqual([]);
  });

  test('a map that throws: 500', async () => {
    const { send, errors } = await serveSync({ map: () => Promise.reject(new Error('oops')) });
    expect(await send(created)).toMatchObject({ status: 500 });
    expect(errors).toMatchObject([{ message: 'oops' }]);
  });

  test('another method: 405', async () => {
    const { url } = await serveSync();
    expect((await fetch(url)).status).toBe(405);
  });

  test.each<[string, object]>([
    ['neither secret nor verify', {}],
    ['both', { secret: SECRET, verify: () => true }],
    ['a secret that is no base64', { secret: 'whsec_canary!!' }],
    ['no map', { secret: SECRET, map: undefined }],
    ['no admin', { secret: SECRET, admin: undefined }],
  ])('%s throws at once, without a secret', async (_, options) => {
    const { admin } = await backend();
    let error: unknown;
    try {
      createUserSyncEndpoint<Event>({ admin, map, ...options });
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ kind: 'config' });
    expect(findSecrets(error, 'canary!!', SECRET)).toEqual([]);
  });
});

describe('in Express', () => {
  const serve = async (parser: express.RequestHandler) => {
    const { endpoint, errors } = await serveSync();
    const app = express();
    app.use(parser);
    app.post('/hook', toNodeHandler(endpoint));
    const url = await listen(app);
    return { errors, answer: await fetch(`${url}/hook`, { method: 'POST', body: BODY, headers: sign(BODY) }) };
  };

  test('behind express.json(), which leaves no bytes to check: 500, and onError says what to do', async () => {
    const { answer, errors } = await serve(express.json());
    expect(answer.status).toBe(500);
    expect((errors[0] as Error).message).toMatch(/before express\.json\(\).*express\.raw/);
  });

  test('behind express.raw() it works', async () => {
    const { answer } = await serve(express.raw({ type: () => true }));
    expect(await answer.json()).toEqual({ outcome: 'created' });
  });
});
