import { describe, expect, test } from 'vitest';
import { createAdmin } from '../../../src/server.js';
import { backend } from '../../support/endpoint-support.js';
import { readDocuments } from './documents.js';
import { differencesOf, type Exchange } from './exchange.js';
import { KNOWN, unknownOf } from './known.js';

const folder = process.env.COMETCHAT_OPENAPI;

test.skipIf(folder)(
  "COMETCHAT_OPENAPI names no folder, so no exchange was compared with the vendor's documents",
  ({ skip }) => {
    skip('Set COMETCHAT_OPENAPI to the folder of chat-apis.2023.json and data-import-apis.2023.json.');
  },
);

describe.skipIf(!folder)('the exchanges of the contract tests', () => {
  const documents = () => readDocuments(folder ?? '');
  const exchange = (of: Partial<Exchange>): Exchange => ({
    method: 'POST',
    url: 'http://127.0.0.1/v3/users',
    headers: { apikey: 'x' },
    body: '{"uid":"kevin","name":"Kevin"}',
    status: 200,
    answer: '{"data":{"uid":"kevin","name":"Kevin","status":"offline","role":"default","createdAt":1700000000}}',
    ...of,
  });
  const differences = (of: Partial<Exchange>) => unknownOf(differencesOf(documents(), exchange(of)));

  test('an exchange as documented has no differences', () => {
    expect(differences({})).toEqual([]);
  });

  test.each<[string, Partial<Exchange>, string]>([
    [
      'a field that is not documented',
      { body: '{"uid":"k","name":"K","nick":"x"}' },
      'creates-user request /nick: not documented',
    ],
    [
      'a field that is missing',
      { body: '{"uid":"k"}' },
      "creates-user request /name: must have required property 'name'",
    ],
    ['a field of another type', { body: '{"uid":"k","name":5}' }, 'creates-user request /name: must be string'],
    ['an answer of another type', { answer: '{"data":[]}' }, 'creates-user answer /data: must be object'],
    ['a field of the answer', { answer: '{"data":{"nick":"x"}}' }, 'creates-user answer /data/nick: not documented'],
    ['another status', { status: 201 }, 'creates-user answer 201 without a code: not documented'],
    ['a query', { url: 'http://127.0.0.1/v3/users?upsert=true' }, 'creates-user query /upsert: not documented'],
    ['a path', { url: 'http://127.0.0.1/v3/people' }, 'POST /people: not documented'],
    ['a body where there is none', { method: 'GET' }, 'list-users request: a body is not documented'],
  ])('%s is found', (_, of, difference) => {
    expect(differences(of)).toContain(difference);
  });

  test('every known difference has its own name and a source', () => {
    expect(new Set(KNOWN.map(({ name }) => name)).size).toBe(KNOWN.length);
    for (const { source } of KNOWN) expect(source).not.toBe('');
  });

  test('cover every documented operation on users, tokens, roles and keys', async () => {
    const { emulator, url } = await backend();
    const seen = new Set<string>();
    const fetched = async (request: Request) => {
      const body = await request.clone().text();
      const response = await fetch(request);
      const one = { method: request.method, url: request.url, headers: {}, body, status: response.status };
      const found = documents().find(({ method, path }) => method === one.method && path.test(pathOf(one.url)));
      if (found) seen.add(found.id);
      return response;
    };
    const admin = createAdmin({ appId: 'app-1', region: 'us', apiKey: emulator.apiKey, emulator: url, fetch: fetched });
    await admin.users.create({ uid: 'andy', name: 'Andy' });
    await admin.sync.importUsers([{ uid: 'zoe', name: 'Zoe', createdAt: 5 }]).summary;
    await admin.users.list();
    await admin.users.get('andy');
    await admin.users.update({ uid: 'andy', name: 'Andrew' });
    await admin.users.deactivate(['zoe']);
    await admin.users.reactivate(['zoe']);
    const { authToken } = await admin.authTokens.create('andy');
    await admin.authTokens.list('andy');
    await admin.authTokens.get('andy', authToken);
    await admin.authTokens.update('andy', authToken, { platform: 'web' });
    await admin.authTokens.delete('andy', authToken);
    await admin.authTokens.flush('andy');
    await admin.friends.add('kevin', ['andy']);
    await admin.friends.list('kevin');
    await admin.friends.remove('kevin', ['andy']);
    await admin.blockedUsers.block('kevin', ['andy']);
    await admin.blockedUsers.list('kevin');
    await admin.blockedUsers.unblock('kevin', ['andy']);
    await admin.roles.create({ role: 'guide', name: 'Guide' });
    await admin.roles.get('guide');
    await admin.roles.list();
    await admin.roles.update('guide', { name: 'Guides' });
    await admin.roles.restrictedFeatures.restrict('guide', ['u.listUsers']);
    await admin.roles.restrictedFeatures.list('guide');
    await admin.roles.restrictedFeatures.allow('guide', ['u.listUsers']);
    await admin.roles.delete('guide');
    const key = await admin.apiKeys.create({ name: 'Another', scope: 'authOnly' });
    await admin.apiKeys.list();
    await admin.apiKeys.get(key.apiKey);
    await admin.apiKeys.update(key.apiKey, { name: 'Other' });
    await admin.apiKeys.delete(key.apiKey);
    await admin.users.delete('andy', { permanent: true });

    const ours = documents().filter(({ path }) => PATHS.some((sample) => path.test(sample)));
    expect(ours.length).toBeGreaterThan(30);
    expect(ours.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});

const PATHS = [
  '/users',
  '/users/x',
  '/users/x/auth_tokens',
  '/users/x/auth_tokens/x',
  '/users/x/friends',
  '/users/x/blockedusers',
  '/roles',
  '/roles/x',
  '/roles/x/restrictedfeatures',
  '/apikeys',
  '/apikeys/x',
  '/data_import/users',
];

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/^\/v3(\.0)?/, '');
}
