import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aMoment, expectAll, openProfile, type Profile, partsOf, type Tab } from './support/beside.js';
import { openStation, type Station } from './support/station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;
declare global {
  /** Each list of the kit that was on the page: the user it was for, and the name in it that its own user must not see. */
  var shownLists: string[];
  var stopWatching: () => void;
}

let station: Station;
let profile: Profile;
beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station?.close());
beforeEach(async () => {
  profile = await openProfile(station);
});
afterEach(() => profile?.close());

const login = ({ page }: Tab, token: string) =>
  page.evaluate((given) => client.login(given).then(() => undefined), token);

test('100 rapid switches in two tabs end in agreement', async () => {
  const tabs = [await profile.openTab(), await profile.openTab()] as const;
  const tokens = { ann: await profile.token('ann'), bo: await profile.token('bo') };
  await Promise.all(
    tabs.map(({ page }) =>
      page.evaluate(async ({ ann, bo }) => {
        for (let round = 0; round < 50; round++) {
          await client.login(round % 2 ? ann : bo).catch(() => undefined);
          await new Promise((resume) => setTimeout(resume, Math.random() * 20));
        }
      }, tokens),
    ),
  );
  await login(tabs[0], tokens.bo);
  await expectAll(tabs, 'bo');
  await aMoment(tabs[0].page);
  await expectAll(tabs, 'bo');
}, 120_000);

test('both sides log in at once: they end in agreement', async () => {
  const tabs = [await profile.openTab(), await profile.openTab()] as const;
  const [one, two] = tabs;
  for (let round = 0; round < 5; round++) {
    const [ann, bo] = [await profile.token('ann'), await profile.token('bo')];
    await Promise.all([
      one.page.evaluate(
        (token) =>
          client.login(token).then(
            () => undefined,
            () => undefined,
          ),
        ann,
      ),
      (round % 2 ? one : two).page.evaluate(
        (token) =>
          CometChat.login(token).then(
            () => undefined,
            () => undefined,
          ),
        bo,
      ),
    ]);
    await aMoment(one.page);
    const { ours } = await partsOf(one);
    expect(['ann', 'bo']).toContain(ours);
    await expectAll(tabs, ours);
    await one.page.evaluate(() => client.logout().catch(() => undefined));
    await expectAll(tabs, null);
  }
}, 120_000);

test('a logout of ours while the vendor’s side logs in wins, in all tabs', async () => {
  const tabs = [await profile.openTab(), await profile.openTab()] as const;
  const [one, two] = tabs;
  await login(one, await profile.token('ann'));
  await expectAll(tabs, 'ann');
  const bo = await profile.token('bo');
  await one.page.evaluate(async (token) => {
    const vendorsLogin = CometChat.login(token).catch(() => undefined);
    await client.logout();
    await vendorsLogin;
  }, bo);
  await expectAll([one, two], null);
}, 60_000);

test('our token is revoked, just after a tab without attachVendor logged in as another user: our session follows that tab', async () => {
  const [one, two] = [await profile.openTab(), await profile.openTab({ vendorOnly: true })];
  await login(one, await profile.token('ann'));
  await expectAll([one], 'ann');
  const bo = await profile.token('bo');
  await profile.revoke('ann');
  await two.page.evaluate((token) => CometChat.login(token).then(() => undefined), bo);
  // The first tab looks at storage only every 5 s: it does not know of the new login.
  await one.page.evaluate(() => client.getUser('bo').catch(() => undefined));
  await expectAll([one], 'bo');
  await aMoment(one.page);
  expect(await two.page.evaluate(async () => (await CometChat.getLoggedinUser())?.getUid())).toBe('bo');
}, 60_000);

test('attaching twice leaves one attachment, and detaching restores what was wrapped', async () => {
  const tab = await profile.openTab({ attach: 'never' });
  const found = await tab.page.evaluate(async () => {
    const chat = CometChat;
    const functions = ['login', 'logout', 'updateCurrentUserDetails', 'init', 'initFromSettings'] as const;
    const own = () => functions.map((name) => Object.getOwnPropertyDescriptor(CometChat, name)?.value);
    const before = own();
    // React's Strict Mode: attach, detach, attach.
    attachVendor(client, { chat }).detach();
    const isRestored = own().every((each, index) => each === before[index]);
    const first = attachVendor(client, { chat });
    const wrapped = own();
    const second = attachVendor(client, { chat });
    const isOne =
      own().every((each, index) => each === wrapped[index]) && wrapped.every((each, index) => each !== before[index]);
    const result = await second.ready;
    first.detach();
    const isStillThere = own().every((each, index) => each === wrapped[index]);
    // Somebody else wraps on top.
    const ofOthers = (...args: unknown[]) => (wrapped[0] as (...args: unknown[]) => unknown)(...args);
    Object.assign(CometChat, { login: ofOthers });
    second.detach();
    const after = own();
    return {
      isRestored,
      isOne,
      result,
      isStillThere,
      isLeftToOthers: after[0] === ofOthers,
      areOthersRestored: after.slice(1).every((each, index) => each === before[index + 1]),
      lateReady: await attachVendorAndDetach(),
      left: Object.getOwnPropertySymbols(CometChat).length,
    };

    async function attachVendorAndDetach(): Promise<string> {
      const attachment = attachVendor(client, { chat });
      attachment.detach();
      return attachment.ready;
    }
  });
  expect(found).toEqual({
    isRestored: true,
    isOne: true,
    result: 'inStep',
    isStillThere: true,
    isLeftToOthers: true,
    areOthersRestored: true,
    lateReady: 'detached',
    left: 0,
  });
  // What others have wrapped on top still works, and our side follows no more.
  const token = await profile.token('ann');
  expect(await tab.page.evaluate((given) => CometChat.login(given).then((user) => user.getUid()), token)).toBe('ann');
  expect(await tab.page.evaluate(() => client.session.getSnapshot().status)).toBe('signedOut');
});

test('CometChat of this package can be attached before its init, and the client of the latest init is followed', async () => {
  const tab = await profile.openTab({ attach: 'never', vendorOnly: true });
  const token = await profile.token('ann');
  const found = await tab.page.evaluate(async (given) => {
    const attachment = attachVendor(ours.CometChat, { chat: CometChat });
    const before = attachment.getSnapshot();
    await ours.CometChat.init('interop', new ours.CometChat.AppSettingsBuilder().setRegion('us').build());
    await ours.CometChat.login(given);
    const result = await attachment.ready;
    const after = await new Promise((resolve) => {
      const look = () => attachment.getSnapshot() !== undefined && resolve(attachment.getSnapshot());
      attachment.subscribe(look);
      look();
    });
    return { before, result, after, vendors: (await CometChat.getLoggedinUser())?.getUid() };
  }, token);
  expect(found).toEqual({ before: undefined, result: 'inStep', after: 'ann', vendors: 'ann' });
});

test('no list of one user is shown to another during a switch', async () => {
  await profile.close();
  profile = await openProfile(station, { kit: true });
  const [one, two] = [await profile.openTab(), await profile.openTab()];
  const tokens = [await profile.token('ann'), await profile.token('bo')] as const;
  for (const { page } of [one, two]) {
    await page.evaluate(() => {
      globalThis.shownLists = [];
      showUsers(vendor);
      // Ann's list has Bo in it, and Bo's list has Ann: a user does not see themselves.
      const look = () => {
        const section = document.querySelector('section[aria-label^="list of"]');
        const uid = section?.getAttribute('aria-label')?.slice('list of '.length);
        const own = uid === 'ann' ? 'Ann' : 'Bo';
        const names = [...(section?.querySelectorAll('*') ?? [])]
          .filter((element) => element.children.length === 0)
          .map((element) => element.textContent?.trim());
        const state = client.session.getSnapshot();
        const session = state.status === 'signedIn' ? state.user.uid : undefined;
        const kitUid = CometChatUIKit.getLoggedInUser()?.getUid();
        if (!uid) return;
        if (names.includes(own)) shownLists.push(`${uid} sees ${own}`);
        if (session !== uid) shownLists.push(`list of ${uid}, session of ${session}`);
        if (kitUid !== uid) shownLists.push(`list of ${uid}, kit of ${kitUid}`);
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      globalThis.stopWatching = () => observer.disconnect();
    });
  }
  for (let round = 0; round < 6; round++) {
    const [uid, other] = round % 2 ? ['bo', 'Ann'] : ['ann', 'Bo'];
    await login(round % 3 ? one : two, tokens[round % 2] as string);
    for (const { page } of [one, two])
      await page
        .getByLabel(`list of ${uid}`)
        .getByText(other as string, { exact: true })
        .first()
        .waitFor();
  }
  for (const { page } of [one, two]) expect(await page.evaluate(() => shownLists)).toEqual([]);
}, 120_000);
