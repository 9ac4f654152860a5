import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { invalid, start } from './emulator-support.js';

const USER = { uid: 'bo', name: 'Bo' };

describe('request bodies', () => {
  test.each([
    ['malformed JSON', '{"uid":', {}],
    ['null', 'null', {}],
    ['a number', '7', {}],
    ['text', '"bo"', {}],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}],
    ['a form', 'uid=bo&name=Bo', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON called text', JSON.stringify(USER), { 'content-type': 'text/plain' }],
    ['a type that only starts alike', JSON.stringify(USER), { 'content-type': 'application/jsonp' }],
    ['more than 10 KB', { ...USER, padding: 'x'.repeat(10_240) }, {}],
    [
      'JSON that nests deeper than 512 levels',
      `{"uid":"bo","name":"Bo","metadata":${'{"a":'.repeat(512)}1${'}'.repeat(513)}`,
      {},
    ],
    ['more than is ever read', { ...USER, padding: 'x'.repeat(2 * 1024 * 1024) }, {}],
  ])('refuses %s', async (_, body, headers) => {
    const { call, emulator } = await start();
    const { status, json } = await call('POST', '/v3/users', { body, headers });
    expect({ status, json }).toEqual(invalid('body'));
    expect(emulator.users.get('bo')).toBeUndefined();
    expect(emulator.requests.at(-1)).toMatchObject({ method: 'POST', status: 400 });
  });

  test('accepts JSON with 512 levels, and returns it', async () => {
    const { call } = await start();
    const metadata = `${'{"a":'.repeat(511)}1${'}'.repeat(511)}`;
    const made = await call('POST', '/v3/users', { body: `{"uid":"bo","name":"Bo","metadata":${metadata}}` });
    expect([made.status, JSON.stringify(made.json.data.metadata)]).toEqual([200, metadata]);
  });

  test('an import, which may be large, and a fault that nest too deep are refused too', async () => {
    const { call } = await start();
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    const users = `{"users":{"bo":{"uid":"bo","name":"Bo","metadata":{"a":${deep}}}}}`;
    expect(await call('POST', '/v3/data_import/users', { body: users })).toMatchObject(invalid('body'));
    const fault = `{"status":500,"body":${deep}}`;
    expect(await call('POST', '/_emulator/faults', { body: fault })).toMatchObject(invalid('body'));
    const large = `{"status":500,"body":"${'x'.repeat(1_100_000)}"}`;
    expect(await call('POST', '/_emulator/faults', { body: large })).toMatchObject(invalid('body'));
  });

  test('refuses a list in place of an object', async () => {
    const { call, emulator } = await start();
    expect(await call('PUT', '/v3/users/cometchat-uid-1', { body: [{ name: 'Bo' }] })).toMatchObject(invalid('body'));
    expect(emulator.users.get('cometchat-uid-1')?.name).toBe('Andrew Joseph');
  });

  test('accepts a body of exactly 10 KB, and any spelling of JSON', async () => {
    const { call } = await start();
    const padding = 'x'.repeat(10_240 - JSON.stringify({ ...USER, padding: '' }).length);
    const body = JSON.stringify({ ...USER, padding });
    expect(body).toHaveLength(10_240);
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await call('POST', '/v3/users', { body, headers })).toMatchObject({ status: 200 });
  });

  test('the limit can be set', async () => {
    const { call } = await start({ limits: { bodyBytes: 30 } });
    expect(await call('POST', '/v3/users', { body: { ...USER, more: 'xx' } })).toMatchObject(invalid('body'));
    expect(await call('POST', '/v3/users', { body: USER })).toMatchObject({ status: 200 });
  });

  test('reads a stream of unknown length, and stops reading an endless one', async () => {
    const { emulator, url } = await start();
    const send = (chunks: AsyncIterable<Uint8Array>) =>
      emulator.fetch(
        new Request(`${url}/v3/users`, {
          method: 'POST',
          headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
          body: Readable.toWeb(Readable.from(chunks)),
          duplex: 'half',
        } as RequestInit),
      );
    const encode = (text: string) => new TextEncoder().encode(text);
    async function* parts() {
      yield encode('{"uid":"bo",');
      yield encode('"name":"Bo"}');
    }
    expect((await send(parts())).status).toBe(200);
    async function* endless() {
      for (;;) yield new Uint8Array(65_536);
    }
    expect((await send(endless())).status).toBe(400);
  });
});
