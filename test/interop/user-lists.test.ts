import { readFileSync } from 'node:fs';
import { CometChat as Ours } from 'cometchat-users';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ID, openStation, type Station } from './support/station.js';
import { enterAs, init } from './support/steps.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;

const TYPINGS = new URL('node_modules/@cometchat/chat-sdk-javascript/CometChat.d.ts', import.meta.url);

/** The public methods of a class in the vendor's typings. */
function vendorMethods(className: string): string[] {
  const file = ts.createSourceFile('CometChat.d.ts', readFileSync(TYPINGS, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found = file.statements.find((node) => ts.isClassDeclaration(node) && node.name?.text === className);
  if (!found || !ts.isClassDeclaration(found)) throw new Error(`The vendor's typings have no class ${className}.`);
  return found.members.filter(ts.isMethodDeclaration).map(({ name }) => name.getText());
}

describe('every method of the vendor’s request classes is here', () => {
  /** For the vendor's own use, marked `@internal` in its typings. */
  const INTERNAL = ['getNextData'];

  test.each(['UsersRequestBuilder', 'UsersRequest', 'BlockedUsersRequestBuilder', 'BlockedUsersRequest'] as const)(
    '%s',
    (className) => {
      const theirs = vendorMethods(className).filter((name) => !INTERNAL.includes(name));
      expect(theirs.length).toBeGreaterThan(4);
      const ours = Object.getOwnPropertyNames(Ours[className].prototype);
      expect(theirs.filter((name) => !ours.includes(name))).toEqual([]);
    },
  );
});

let station: Station;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());

/**
 * Runs the same steps with the vendor's SDK and with ours, each in a page of its own. Returns the result of each, and the requests that
 * it sent.
 */
async function runBoth<Result>(uid: string, steps: (sdk: typeof CometChat, authKey: string) => Promise<Result>) {
  const source = `(${steps.toString()})`;
  const seen: Record<string, { result: Result; sent: string[] }> = {};
  for (const name of ['CometChat', 'OurCometChat']) {
    const visit = await station.visit('/chat');
    await init(visit);
    await enterAs(visit, `${uid}-${name}`, station.emulator.authKey);
    await visit.page.evaluate(
      async ([appId, key, own]) => {
        // Without adoption: a session that is taken over is checked in the background, which is a request more.
        const settings = new OurCometChat.AppSettingsBuilder().setRegion('us').adoptVendorSession(false);
        await OurCometChat.init(appId, settings.build());
        await OurCometChat.login(own, key);
      },
      [APP_ID, station.emulator.authKey, `${uid}-${name}`.toLowerCase()] as const,
    );
    station.requests();
    const result = (await visit.page.evaluate(
      `${source}(globalThis.${name}, '${station.emulator.authKey}')`,
    )) as Result;
    const sent = station.requests().map((line) => decodeURIComponent(line.replace(/https:\S+\/v3\.0/, '')));
    seen[name] = { result, sent };
    await visit.close();
  }
  const { CometChat: theirs, OurCometChat: ours } = seen;
  if (!theirs || !ours) throw new Error('Both must have run.');
  return { theirs, ours };
}

test('every setter sends the same query', async () => {
  const { theirs, ours } = await runBoth('setter', async (sdk) => {
    const builders = [
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b,
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setStatus(sdk.UsersRequest.USER_STATUS.ONLINE),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setStatus('offline'),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setSearchKeyword('an').searchIn(['uid', 'name']),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.hideBlockedUsers(true).friendsOnly(true).withTags(true),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setRole('moderator').setRoles(['default']),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setTags(['vip', 'x']).setUIDs(['ann', 'bo']),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.sortBy('name').sortByOrder('desc'),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setPage(1),
      (b: InstanceType<typeof sdk.UsersRequestBuilder>) => b.setSearchKeyword(' ').setRoles([]).setTags([]).setUIDs([]),
    ];
    for (const set of builders) await set(new sdk.UsersRequestBuilder().setLimit(5)).build().fetchNext();
    for (const direction of Object.values(sdk.BlockedUsersRequest.directions))
      await new sdk.BlockedUsersRequestBuilder().setLimit(5).setDirection(direction).build().fetchNext();
    await new sdk.BlockedUsersRequestBuilder().setLimit(5).setSearchKeyword('an').setPage(1).build().fetchNext();
  });
  const sorted = (lines: readonly string[]) =>
    lines.map((line) => {
      const [path, query = ''] = line.split('?');
      return `${path}?${query.split('&').sort().join('&')}`;
    });
  expect(ours.sent).toHaveLength(14);
  expect(sorted(ours.sent)).toEqual(sorted(theirs.sent));
});

test('the ends of a list: what the vendor’s SDK does, and what ours does', async () => {
  const { theirs, ours } = await runBoth('ends', async (sdk) => {
    const build = (limit: number) =>
      new sdk.UsersRequestBuilder().setUIDs(['ann', 'bo', 'cometchat-uid-1']).setLimit(limit).build();
    const uids = (users: readonly { getUid(): string }[]) =>
      users
        .map((user) => user.getUid())
        .sort()
        .join();
    const codeOf = (read: Promise<unknown>) => read.then(() => 'ok').catch((error: { code: string }) => error.code);
    const request = build(2);
    const pages = [
      await request.fetchNext(),
      await request.fetchNext(),
      await request.fetchNext(),
      await request.fetchNext(),
    ];
    const atOnce = build(2);
    const concurrent = await Promise.all([atOnce.fetchNext(), atOnce.fetchNext()]);
    const early = build(2);
    await early.fetchNext();
    return {
      pages: pages.map(({ length }) => length),
      all: uids(pages.flat()),
      concurrent: concurrent.map(({ length }) => length),
      page: request.getPage(),
      over: await codeOf(build(101).fetchNext()),
      without: await codeOf(new sdk.UsersRequestBuilder().build().fetchNext()),
    };
  });
  expect(theirs.result).toEqual({
    pages: [2, 1, 0, 0],
    all: 'ann,bo,cometchat-uid-1',
    // A call at the same time as another gets an empty page.
    concurrent: [2, 0],
    page: 2,
    over: 'ERROR_SET_LIMIT_EXCEEDED',
    without: 'SET_LIMIT_IS_COMPULSORY',
  });
  expect(ours.result).toEqual({
    ...theirs.result,
    concurrent: [2, 1],
    over: 'INVALID_PARAMETER',
    without: 'ok',
  });
  // The vendor's SDK asks again after the last page.
  const pagesOf = (sent: readonly string[]) => sent.slice(0, 4).map((line) => /[?&]page=(\d)/.exec(line)?.[1]);
  expect(pagesOf(theirs.sent)).toEqual(['1', '2', '3', '3']);
  expect(pagesOf(ours.sent)).toEqual(['1', '2', '1', '2']);
});

test.each(['blockUsers', 'unblockUsers'])('the vendor’s typings do not say what %s resolves with', (name) => {
  expect(readFileSync(TYPINGS, 'utf8')).toContain(`static ${name}(blockedUids: String[]): Promise<Object>;`);
});

test('blocking: the vendor’s SDK gives the service’s object, ours what the vendor’s page says', async () => {
  const { theirs, ours } = await runBoth('blocks', async (sdk) => ({
    blocked: await sdk.blockUsers(['ann', 'nobody']),
    flags: [(await sdk.getUser('ann')).getBlockedByMe(), (await sdk.getUser('ann')).getHasBlockedMe()],
    unblocked: await sdk.unblockUsers(['ann']),
  }));
  expect(theirs.result.blocked).toEqual({
    ann: { success: true, message: expect.any(String) },
    nobody: { success: false, message: expect.any(String), error: expect.anything() },
  });
  expect(theirs.result.unblocked).toEqual({ ann: { success: true, message: expect.any(String) } });
  expect(ours.result.blocked).toEqual({ ann: 'success', nobody: 'fail' });
  expect(ours.result.unblocked).toEqual({ ann: 'success' });
  expect(ours.result.flags).toEqual([true, false]);
  expect(theirs.result.flags).toEqual([true, false]);
  expect(ours.sent).toEqual(theirs.sent);
});

test('a page that arrives after a switch: the vendor’s SDK gives it to the next user, ours rejects', async () => {
  station.emulator.faults.add({ operation: 'listUsers', delayMs: 1_000 });
  const { theirs, ours } = await runBoth('late', async (sdk, authKey) => {
    const page = new sdk.UsersRequestBuilder().setUIDs(['ann']).setLimit(5).build().fetchNext();
    const outcome = page.then(({ length }) => `${length} users`).catch((error: { code: string }) => error.code);
    await sdk.login('bo', authKey);
    return [await outcome, (await sdk.getLoggedinUser())?.getUid()];
  });
  station.emulator.faults.clear();
  expect(theirs.result).toEqual(['1 users', 'bo']);
  expect(ours.result).toEqual(['SESSION_ENDED', 'bo']);
});
