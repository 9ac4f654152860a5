import { has, ok, pause, rejects, same } from './assert.js';
import { type Cases, faulty, hear, namesOf, SILENCE, whoIs } from './kit.js';

export const login: Cases = {
  'login by token': async ({ client, member, admin }) => {
    const { uid, token } = await member({ name: 'Kevin' });
    const mine = client();
    const user = await mine.login(token);
    has(user, { uid, name: 'Kevin', status: 'online' });
    same(user.getAuthToken(), token);
    same(Object.keys(user).includes('authToken'), false);
    same(whoIs(mine), uid);
    has((await admin('GET', `/users/${uid}`)).data, { status: 'available' });
  },

  'login by uid and key, as two strings': async ({ client, member, authKey }) => {
    const { uid } = await member();
    const mine = client();
    same((await mine.login(uid, authKey)).uid, uid);
    same(whoIs(mine), uid);
  },

  'login by uid and key, as an object': async ({ client, member, authKey }) => {
    const { uid } = await member();
    const mine = client();
    same((await mine.login({ uid, authKey })).uid, uid);
    same(whoIs(mine), uid);
  },

  'login with a token of the tokenProvider': async ({ client, member }) => {
    const { uid, token } = await member();
    const asked: unknown[] = [];
    const tokenProvider = async (request: object) => {
      asked.push(request);
      return token;
    };
    same((await client({ tokenProvider }).login()).uid, uid);
    same(asked, [{ reason: 'login' }]);
  },

  'a request has the headers of the vendor’s SDK and no other': async ({ client, member, appId }) => {
    const { token } = await member();
    const seen: Headers[] = [];
    const spy = (request: Request) => {
      seen.push(new Headers(request.headers));
      return fetch(request);
    };
    await client({ fetch: spy }).login(token);
    const [headers] = seen;
    ok(headers && seen.length === 1, 'one request was sent');
    same([...headers.keys()].sort(), ['accept', 'appid', 'authtoken', 'content-type', 'resource', 'sdk']);
    same([headers.get('appid'), headers.get('authtoken')], [appId, token]);
    same([headers.get('accept'), headers.get('content-type')], ['application/json', 'application/json']);
  },

  'equal logins at the same time are one': async ({ client, member }) => {
    const { uid, token } = await member();
    let sent = 0;
    const mine = client({ hooks: { onRequest: () => sent++ } });
    const both = await Promise.all([mine.login(token), mine.login(token)]);
    same(
      both.map((user) => user.uid),
      [uid, uid],
    );
    same(sent, 1);
  },

  'another login overtakes the one under way': async ({ client, member }) => {
    const [first, second] = [await member(), await member()];
    const mine = client({ fetch: faulty(SILENCE) });
    const early = rejects(mine.login(first.token), { code: 'LOGIN_SUPERSEDED', kind: 'superseded' });
    await pause(20);
    same((await mine.login(second.token)).uid, second.uid);
    await early;
    same(whoIs(mine), second.uid);
  },

  'a token that nobody has is refused, and the session stays as it was': async ({ client, member }) => {
    const { uid, token } = await member();
    const mine = client();
    await mine.login(token);
    const heard = hear(mine);
    const unknown = `${uid}_1700000000${'ab'.repeat(15)}`;
    const error = await rejects(mine.login(unknown), {
      code: 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
      kind: 'authentication',
      status: 401,
      operation: 'login',
      attempts: 1,
    });
    ok(!JSON.stringify(error).includes(unknown), 'the token is not in it');
    same(whoIs(mine), uid);
    same(namesOf(heard), ['loginFailed']);
  },

  'login of a uid that nobody has is not found': async ({ client, uid, authKey }) => {
    const call = client().login(uid(), authKey);
    await rejects(call, { code: 'ERR_UID_NOT_FOUND', kind: 'notFound', status: 404 });
  },

  'login with wrong arguments rejects before a request': async ({ client }) => {
    let sent = 0;
    const mine = client({ hooks: { onRequest: () => sent++ } });
    const wrong = mine.login as (...args: unknown[]) => Promise<unknown>;
    for (const args of [[], [''], [null], [42], ['a b'], [{ uid: 'ann' }], ['ann', ' ']]) {
      has(await rejects(wrong(...args), {}), { kind: 'validation' }, `login(${JSON.stringify(args)})`);
    }
    same(sent, 0);
  },

  'a login that was given up signs nobody in later': async ({ client, member }) => {
    const { token } = await member();
    const mine = client({ fetch: faulty({ delayMs: 400 }) });
    const end = new AbortController();
    const call = rejects(mine.login(token, { signal: end.signal }), { code: 'REQUEST_ABORTED', kind: 'aborted' });
    await pause(50);
    end.abort();
    await call;
    await pause(500);
    same(whoIs(mine), undefined);
  },
};
