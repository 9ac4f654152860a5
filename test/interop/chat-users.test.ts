import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStation, type Station } from './support/station.js';
import { enterAs, init } from './support/steps.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const ADMIN = 'https://interop.api-us.cometchat.io/v3.0';
const CLIENT = 'https://interop.apiclient-us.cometchat.io/v3.0';

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

test('creates a user, logs in with a key, reads, updates others and itself', async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  await enterAs(visit, 'Kevin', station.emulator.authKey);
  const seen = await visit.page.evaluate(async (key) => {
    const me = await CometChat.getLoggedinUser();
    const ann = await CometChat.getUser('ann');
    const change = new CometChat.User('ann');
    change.setName('Ann Lee');
    const updated = await CometChat.updateUser(change, key);
    const own = new CometChat.User('somebody');
    own.setStatusMessage('Here');
    own.setMetadata({ shift: 'late' });
    const self = await CometChat.updateCurrentUserDetails(own);
    return {
      me: [me?.getUid(), me?.getName(), me?.getStatus()],
      ann: [ann.getName(), ann.getTags(), ann.getRole()],
      updated: [updated.getName(), updated.getTags()],
      self: [self.getUid(), self.getStatusMessage(), self.getMetadata()],
    };
  }, station.emulator.authKey);
  expect(seen).toEqual({
    me: ['kevin', 'The Kevin', 'online'],
    ann: ['Ann', ['vip'], 'default'],
    updated: ['Ann Lee', ['vip']],
    self: ['kevin', 'Here', { shift: 'late' }],
  });
  expect(station.emulator.users.get('kevin')).toMatchObject({
    name: 'The Kevin',
    statusMessage: 'Here',
    metadata: { shift: 'late' },
    status: 'available',
  });
  expect(station.requests()).toEqual([
    `POST ${ADMIN}/users`,
    `POST ${ADMIN}/users/Kevin/auth_tokens`,
    `PUT ${CLIENT}/me`,
    `GET ${CLIENT}/users/ann`,
    `PUT ${ADMIN}/users/ann`,
    `PUT ${CLIENT}/me`,
  ]);
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test("gets the service's own codes for errors, and does not retry", async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  const codes = await visit.page.evaluate(async (key) => {
    const codeOf = (call: Promise<unknown>) => call.then(() => 'fine').catch(({ code }) => code);
    const twin = new CometChat.User('ann');
    twin.setName('Ann');
    return [
      await codeOf(CometChat.createUser(twin, key)),
      await codeOf(CometChat.createUser(twin, 'no-such-key')),
      await codeOf(CometChat.login('nobody', key)),
      await codeOf(CometChat.login('no-such-token')),
    ];
  }, station.emulator.authKey);
  expect(codes).toEqual([
    'ERR_UID_ALREADY_EXISTS',
    'AUTH_ERR_APIKEY_NOT_FOUND',
    'ERR_UID_NOT_FOUND',
    'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
  ]);
  expect(station.requests()).toHaveLength(4);
  // Chromium itself logs each error response.
  expect(visit.problems.filter((problem) => !/the server responded with a status of 4\d\d/.test(problem))).toEqual([]);
  await visit.close();
});

test('lists users page by page, with every filter of UsersRequestBuilder', async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  await enterAs(visit, 'lister', station.emulator.authKey);
  station.requests();
  const lists = await visit.page.evaluate(async () => {
    const builder = () => new CometChat.UsersRequestBuilder().setLimit(30);
    const uids = async (request: ReturnType<ReturnType<typeof builder>['build']>) =>
      (await request.fetchNext()).map((user) => user.getUid());
    const paged = new CometChat.UsersRequestBuilder().setLimit(3).build();
    const pages = [await uids(paged), await uids(paged), await uids(paged), await uids(paged)];
    return {
      pages: pages.map(({ length }) => length),
      everybody: pages.flat().sort(),
      found: await uids(builder().setSearchKeyword('an').searchIn(['uid']).build()),
      tags: await uids(builder().setTags(['vip', 'other']).build()),
      roles: await uids(builder().setRoles(['moderator']).build()),
      chosen: (await uids(builder().setUIDs(['ann', 'bo']).build())).sort(),
      online: await uids(builder().setStatus(CometChat.UsersRequest.USER_STATUS.ONLINE).build()),
      friends: await uids(builder().friendsOnly(true).build()),
      rows: (await builder().withTags(true).setUIDs(['ann']).build().fetchNext()).map((user) => user.getTags()),
      sorted: await uids(builder().sortBy('name').sortByOrder('desc').setUIDs(['ann', 'bo']).build()),
    };
  });
  const others = station.emulator.users.list().filter(({ uid }) => uid !== 'lister');
  expect(lists).toEqual({
    pages: [3, 3, others.length - 6, 0],
    everybody: others.map(({ uid }) => uid).sort(),
    found: ['ann'],
    tags: ['ann'],
    roles: ['bo'],
    chosen: ['ann', 'bo'],
    online: others.filter(({ status }) => status === 'available').map(({ uid }) => uid),
    friends: [],
    rows: [['vip']],
    sorted: ['bo', 'ann'],
  });
  const queries = station.requests().map((line) => decodeURIComponent(line.replace(`GET ${CLIENT}/users?`, '')));
  expect(queries.slice(4)).toEqual([
    'per_page=30&searchKey=an&searchIn=uid&page=1',
    'per_page=30&tags=vip,other&page=1',
    'per_page=30&roles=moderator&page=1',
    'per_page=30&uids=ann,bo&page=1',
    'per_page=30&status=available&page=1',
    'per_page=30&friendsOnly=1&page=1',
    'per_page=30&withTags=1&uids=ann&page=1',
    'per_page=30&uids=ann,bo&sortBy=name&sortOrder=desc&page=1',
  ]);
  expect(visit.problems).toEqual([]);
  await visit.close();
});

test('blocks and unblocks users', async () => {
  const visit = await station.visit('/chat');
  await init(visit);
  await enterAs(visit, 'blocker', station.emulator.authKey);
  const seen = await visit.page.evaluate(async () => {
    const listed = async () =>
      (await new CometChat.BlockedUsersRequestBuilder().setLimit(30).build().fetchNext()).map((user) => user.getUid());
    const shown = async () =>
      (
        await new CometChat.UsersRequestBuilder()
          .setLimit(30)
          .hideBlockedUsers(true)
          .setUIDs(['ann', 'bo'])
          .build()
          .fetchNext()
      )
        .map((user) => user.getUid())
        .sort();
    const blocked = (await CometChat.blockUsers(['ann', 'bo'])) as Record<string, { success: boolean }>;
    const after = { listed: (await listed()).sort(), shown: await shown() };
    const ann = await CometChat.getUser('ann');
    const unblocked = (await CometChat.unblockUsers(['ann'])) as Record<string, { success: boolean }>;
    return {
      blocked: [blocked.ann?.success, blocked.bo?.success],
      after,
      blockedByMe: ann.getBlockedByMe(),
      unblocked: unblocked.ann?.success,
      left: { listed: await listed(), shown: await shown() },
    };
  });
  expect(seen).toEqual({
    blocked: [true, true],
    after: { listed: ['ann', 'bo'], shown: [] },
    blockedByMe: true,
    unblocked: true,
    left: { listed: ['bo'], shown: ['ann'] },
  });
  expect(visit.problems).toEqual([]);
  await visit.close();
});
