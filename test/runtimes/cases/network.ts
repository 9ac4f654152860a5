import { ok, rejects, same } from './assert.js';
import { type Cases, faulty, hear, type Kit, namesOf, whoIs } from './kit.js';

/** The result of one login without retries, for a response. */
async function answeredWith(
  kit: Kit,
  fault: NonNullable<Parameters<typeof faulty>[0]>,
  expected: object,
): Promise<void> {
  const { token } = await kit.member();
  const mine = kit.client({ retry: { limit: 0 }, fetch: faulty(fault) });
  await rejects(mine.login(token), { operation: 'login', attempts: 1, ...expected });
  same(whoIs(mine), undefined);
}

const LOST = { code: 'FAILED_TO_FETCH', kind: 'network', retryable: true, status: undefined } as const;
const ODD = { code: 'BAD_RESPONSE', kind: 'badResponse', retryable: false } as const;

export const network: Cases = {
  'where nobody listens is a failure of the network': async ({ client, deadUrl }) => {
    const mine = client({ emulator: deadUrl, retry: { limit: 0 } });
    const error = await rejects(mine.login('token'), { ...LOST, attempts: 1, operation: 'login' });
    ok(error.cause instanceof Error && error.cause.message, 'its cause is an error with a message');
  },

  'a connection that is dropped without an answer is a failure of the network': (kit) =>
    answeredWith(kit, { drop: 'before' }, LOST),

  'a connection that is reset within the answer is a failure of the network': (kit) =>
    answeredWith(kit, { reset: true }, LOST),

  'an answer that is no JSON is no answer': (kit) => answeredWith(kit, { json: 'malformed' }, { ...ODD, status: 200 }),

  'an answer that ends too early is no answer': (kit) =>
    answeredWith(kit, { json: 'truncated' }, { ...ODD, status: 200 }),

  'the page of a captive portal is no answer': (kit) => answeredWith(kit, { html: true }, { ...ODD, status: 200 }),

  'an empty answer is no answer': async (kit) => {
    await answeredWith(kit, { empty: true }, { ...ODD, status: 200 });
    await answeredWith(kit, { status: 204 }, { ...ODD, status: 204 });
  },

  'JSON of another shape is no answer': async (kit) => {
    for (const body of [[], null, 5, { data: [] }, { data: { uid: '' } }, { data: {} }, { error: 'no' }])
      await answeredWith(kit, { status: 200, body: JSON.stringify(body) }, { ...ODD, status: 200 });
  },

  'an error with status 200 is an error': (kit) =>
    answeredWith(
      kit,
      { envelope: true, code: 'ERR_PLAN_RESTRICTION' },
      { code: 'ERR_PLAN_RESTRICTION', kind: 'permission' },
    ),

  'a code that is new is handed on, and its kind follows the status': (kit) =>
    answeredWith(kit, { status: 409, code: 'ERR_BRAND_NEW' }, { code: 'ERR_BRAND_NEW', kind: 'conflict', status: 409 }),

  'a redirect is refused, and nothing goes where it leads': async ({ client, member, authKey, admin, url }) => {
    const [from, to] = [await member(), await member({ name: 'Before' })];
    for (const status of [301, 302, 303, 307, 308]) {
      const headers = { location: `${url}/v3.0/users/${to.uid}` };
      const mine = client({ fetch: faulty({ status, headers }) });
      const call = mine.updateUser({ uid: from.uid, name: 'After' }, authKey);
      await rejects(call, { code: 'REDIRECT_REFUSED', kind: 'badResponse', attempts: 1 });
    }
    same((await admin('GET', `/users/${to.uid}`)).data?.name, 'Before');
  },

  'a fetch of one’s own takes the place of the platform’s': async ({ client }) => {
    const seen: string[] = [];
    const own = async (request: Request) => {
      seen.push(`${request.method} ${new URL(request.url).pathname} ${Object.keys(await request.json())}`);
      return new Response(JSON.stringify({ data: { uid: 'ann', name: 'Ann' } }), { status: 200 });
    };
    const mine = client({ fetch: own });
    const heard = hear(mine);
    same((await mine.login('token')).uid, 'ann');
    same(seen, ['PUT /v3.0/me platform,deviceId,appInfo']);
    same(namesOf(heard), ['ready', 'signedIn']);
  },
};
