import type { CometChatClient, User } from 'cometchat-users';
import { describe, expect, test } from 'vitest';
import {
  authTokenOf,
  deferred,
  KEY,
  make as makeClient,
  openStorage,
  refusal,
  scripted,
  serve,
  stored,
} from '../../support/client-support.js';

/** A service whose lists are held back until the test releases them. Each row names the token that asked. */
function heldService() {
  const held: { token: string; release: () => void }[] = [];
  const service = scripted(async ({ path, method, headers: { authtoken = '' } }) => {
    if (path === '/me') return method === 'PUT' ? { uid: authtoken.split('_')[0] } : { success: true };
    const gate = deferred();
    held.push({ token: authtoken, release: gate.resolve });
    await gate.promise;
    return Response.json({
      data: [{ uid: `of-${authtoken.split('_')[0]}` }],
      meta: { pagination: { total: 3, per_page: 1, total_pages: 3, count: 1 } },
    });
  });
  const untilHeld = async (count: number) => {
    while (held.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { ...service, held, untilHeld };
}

const ENDED = { code: 'SESSION_ENDED', kind: 'superseded', operation: 'listUsers' };
const uidsOf = ({ items }: { readonly items: readonly User[] }) => items.map(({ uid }) => uid);

describe('a page that is under way when the user changes', () => {
  test.each<[string, (client: CometChatClient) => Promise<unknown>]>([
    ['a switch', (client) => client.login('bo_1')],
    ['a logout', (client) => client.logout()],
    ['a logout and a login of the same user', (client) => client.logout().then(() => client.login('ann_1'))],
  ])('rejects at once after %s, and its late response goes nowhere', async (_, change) => {
    const { fetch, held, untilHeld } = heldService();
    const client = makeClient({ fetch });
    await client.login('ann_1');
    const seen: unknown[] = [];
    const list = client.listUsers({ perPage: 1 });
    const first = list.then((page) => seen.push(page));
    await untilHeld(1);
    await change(client);
    await expect(first).rejects.toMatchObject(ENDED);
    held[0]?.release();
    await expect(list).rejects.toMatchObject(ENDED);
    expect(seen).toEqual([]);
    expect(held).toHaveLength(1);
  });

  test('the new user’s own list, begun by a listener of the very change, is not touched', async () => {
    const { fetch, held, untilHeld } = heldService();
    const client = makeClient({ fetch });
    await client.login('ann_1');
    let own: PromiseLike<string[]> | undefined;
    client.session.subscribe(() => {
      own ??= client.listUsers().then(uidsOf);
    });
    const anns = client.listUsers().then(uidsOf);
    await untilHeld(1);
    await client.login('bo_1');
    await expect(anns).rejects.toMatchObject(ENDED);
    await untilHeld(2);
    for (const { release } of held) release();
    expect(await own).toEqual(['of-bo']);
  });
});

describe('a list that was read in part', () => {
  async function startIteration() {
    const { fetch, held, untilHeld, wire } = heldService();
    const client = makeClient({ fetch });
    await client.login('ann_1');
    const list = client.listUsers({ perPage: 1 });
    const page = list.then((first) => first);
    await untilHeld(1);
    held[0]?.release();
    const items = list[Symbol.asyncIterator]();
    const pages = list.pages();
    expect((await items.next()).value.uid).toBe('of-ann');
    expect((await pages.next()).value.page).toBe(1);
    wire();
    return { client, list, page: await page, items, pages, wire };
  }

  test('ends with a rejection after a switch: its items, its pages and the page at hand', async () => {
    const { client, list, page, items, pages, wire } = await startIteration();
    await client.login('bo_1');
    wire();
    await expect(items.next()).rejects.toMatchObject(ENDED);
    await expect(pages.next()).rejects.toMatchObject(ENDED);
    await expect(page[Symbol.asyncIterator]().next()).rejects.toMatchObject(ENDED);
    await expect(list).rejects.toMatchObject(ENDED);
    await expect(list[Symbol.asyncIterator]().next()).rejects.toMatchObject(ENDED);
    expect(wire()).toEqual([]);
  });

  test('gives no further entry of a page that was read before the switch', async () => {
    const service = await serve();
    const client = service.make();
    await client.login(await service.tokenOf('kevin'));
    const items = client.listUsers()[Symbol.asyncIterator]();
    await items.next();
    await client.login(await service.tokenOf('andy'));
    await expect(items.next()).rejects.toMatchObject(ENDED);
  });

  test('continues with a new token of the same user', async () => {
    const service = await serve();
    const client = service.make({ tokenProvider: () => service.tokenOf('kevin') });
    await client.login();
    const before = authTokenOf(client);
    const list = client.listUsers({ perPage: 3 });
    const items = list[Symbol.asyncIterator]();
    await items.next();
    await service.revoke('kevin');
    const rest: User[] = [];
    for (let next = await items.next(); !next.done; next = await items.next()) rest.push(next.value);
    expect(rest).toHaveLength(5);
    expect(authTokenOf(client)).not.toBe(before);
  });

  test('ends when the token is revoked and nobody gets another', async () => {
    const { fetch } = scripted(({ path }) =>
      path === '/me' ? { uid: 'ann' } : refusal(401, 'AUTH_ERR_AUTH_TOKEN_NOT_FOUND'),
    );
    const client = makeClient({ fetch });
    await client.login('ann_1');
    await expect(client.listUsers()).rejects.toMatchObject({
      code: expect.stringMatching(/AUTH_TOKEN_NOT_FOUND|SESSION_ENDED/),
    });
    expect(client.session.getSnapshot().status).toBe('signedOut');
  });
});

test('a list that is begun before storage was read belongs to the restored user', async () => {
  const { fetch, held, untilHeld } = heldService();
  const client = makeClient({ fetch, storage: openStorage({ [KEY]: JSON.stringify(stored('ann', 'ann_1')) }) });
  const list = client.listUsers().then(uidsOf);
  await untilHeld(1);
  while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  for (const { release } of held) release();
  expect(await list).toEqual(['of-ann']);
});
