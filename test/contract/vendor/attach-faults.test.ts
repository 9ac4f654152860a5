import { describe, expect, test, vi } from 'vitest';
import { attachVendor } from '../../../src/vendor.js';
import { uidOf } from '../../support/client-support.js';
import { openPair, pass } from './vendor-support.js';

describe('ready', () => {
  test('resolves when both sides agree', async () => {
    const { client, fake, attach } = openPair();
    const { ready, getSnapshot } = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    expect(await ready).toBe('inStep');
    expect(getSnapshot()).toBe('ann');
    expect(fake.token()).toBe('ann_1');
  });

  test('says after 10 s that the vendor’s SDK is not initialised, and goes on when it is', async () => {
    const { client, fake, attach } = openPair();
    const { ready, getSnapshot } = attach();
    await client.login('ann_1');
    await pass(10_000);
    expect(await ready).toBe('notInitialized');
    expect(getSnapshot()).toBeUndefined();
    await fake.chat.init('app-1');
    await pass(100);
    expect(getSnapshot()).toBe('ann');
  });

  test('says that the vendor’s SDK has another app, and asks for no instance, which would change the app', async () => {
    const { client, fake, attach } = openPair();
    await fake.chat.init('app-2');
    const { ready, getSnapshot } = attach();
    await client.login('ann_1');
    await pass(100);
    expect(await ready).toBe('otherApp');
    expect([getSnapshot(), fake.chat.getAppId(), fake.calls()]).toEqual([undefined, 'app-2', []]);
    // Its own calls pass through.
    await fake.chat.login('bo_1');
    expect(uidOf(client)).toBe('ann');
  });

  test('says that it was detached', async () => {
    const { attach } = openPair();
    const attachment = attach();
    attachment.detach();
    expect(await attachment.ready).toBe('detached');
  });
});

describe.each(['throws', 'rejects', 'hangs', 'ignores'] as const)('a login of the vendor’s SDK that %s', (how) => {
  test('holds up no operation of ours, fails within 30 s with one warning, and is tried again at the next sign', async () => {
    const { client, fake, attach, warnings } = openPair();
    fake.behaviour.login = how;
    const { ready, getSnapshot } = attach();
    await client.login('ann_1');
    await fake.chat.init('app-1');
    expect(uidOf(client)).toBe('ann');
    const result = vi.fn();
    void ready.then(result);
    await pass(30_000);
    expect(result.mock.calls).toEqual([['failed']]);
    await pass(60_000);
    expect(warnings).toEqual(['The vendor’s SDK could not be brought into step.']);
    const tries = fake.calls().length;
    await pass(60_000);
    expect(fake.calls()).toEqual([]);
    expect(tries).toBeLessThan(60);
    expect(getSnapshot()).toBeUndefined();

    fake.behaviour.login = 'works';
    await client.login('bo_1');
    await pass(1_000);
    expect([getSnapshot(), fake.token()]).toEqual(['bo', 'bo_1']);
  });
});

test.each([
  ['the device is online again', 'online', 'page'],
  ['the page becomes visible', 'visibilitychange', 'document'],
])('after an outage, the vendor’s SDK is tried again when %s', async (_, type, place) => {
  const [page, document] = [new EventTarget(), new EventTarget()];
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', document);
  const { client, fake, attach } = openPair();
  fake.behaviour.login = 'rejects';
  const { getSnapshot, detach } = attach();
  await client.login('ann_1');
  await fake.chat.init('app-1');
  await pass(60_000);
  fake.behaviour.login = 'works';
  await pass(60_000);
  expect(getSnapshot()).toBeUndefined();
  const wake = () => (place === 'page' ? page : document).dispatchEvent(new Event(type));
  wake();
  await pass(100);
  expect(getSnapshot()).toBe('ann');
  detach();
  fake.calls();
  wake();
  await pass(100);
  expect(fake.calls()).toEqual([]);
});

test('the warning names the code of the vendor’s error, and has no token in it', async () => {
  const { client, fake, attach, errors } = openPair();
  attach();
  Object.assign(fake.chat, {
    getInstance: () => ({ getAuthToken: () => null, internalLogout: async () => undefined }),
  });
  const refuse = { code: 'ERR_SOMETHING', name: 'x', message: 'The auth token ann_1 does not exist.', details: {} };
  fake.refuseLogin(refuse);
  await client.login('ann_1');
  await fake.chat.init('app-1');
  await pass(30_000);
  expect(errors.map(String)).toEqual(["Error: The vendor's SDK failed with ERR_SOMETHING."]);
  expect(JSON.stringify(errors) + errors.map((error) => (error as Error).stack).join()).not.toContain('ann_1');
});

test.each(['throws', 'rejects', 'hangs', 'ignores'] as const)(
  'a logout of the vendor’s SDK that %s holds up nothing',
  async (how) => {
    const { client, fake, attach } = openPair();
    const { getSnapshot } = attach();
    await fake.chat.init('app-1');
    await client.login('ann_1');
    await pass(100);
    fake.behaviour.internalLogout = how;
    await client.logout();
    expect(getSnapshot()).toBeUndefined();
    await pass(60_000);
    fake.behaviour.internalLogout = 'works';
    await client.login('bo_1');
    await pass(1_000);
    expect([getSnapshot(), fake.token(), fake.storedUid()]).toEqual(['bo', 'bo_1', 'bo']);
  },
);

test('a login of the vendor’s SDK that answers late does not bring a user back', async () => {
  const { client, fake, attach } = openPair();
  const { getSnapshot } = attach();
  await fake.chat.init('app-1');
  fake.behaviour.login = 'hangs';
  await client.login('ann_1');
  await pass(100);
  fake.behaviour.login = 'works';
  await client.login('bo_1');
  await pass(15_000);
  expect(fake.token()).toBe('bo_1');
  fake.letGo();
  await pass(1_000);
  expect([uidOf(client), fake.token(), getSnapshot()]).toEqual(['bo', 'bo_1', 'bo']);
});

test('a vendor’s SDK of which every function throws throws nothing into the app', async () => {
  const { client, fake, attach, warnings } = openPair();
  const { ready, getSnapshot } = attach();
  await client.login('ann_1');
  Object.assign(fake.chat, {
    getInstance() {
      throw new TypeError('broken');
    },
  });
  await fake.chat.init('app-1');
  await pass(30_000);
  expect(await ready).toBe('failed');
  expect(getSnapshot()).toBeUndefined();
  expect(warnings).toHaveLength(1);
  await client.logout();
});

test('a client whose storage is not the vendor’s is in step all the same', async () => {
  const { fake } = openPair();
  const { client, service, warnings } = openPair();
  const attachment = attachVendor(client, fake.options);
  await fake.chat.init('app-1');
  await client.login('ann_1');
  await pass(100);
  expect(attachment.getSnapshot()).toBe('ann');
  expect(fake.calls()).toEqual(['login ann_1']);
  await client.updateCurrentUserDetails({ name: 'Ann Lee' });
  await pass(100);
  expect(fake.calls()).toEqual(['updateCurrentUserDetails', 'login ann_1']);
  await client.login('bo_1');
  await pass(100);
  expect([attachment.getSnapshot(), fake.token()]).toEqual(['bo', 'bo_1']);
  await client.logout();
  await pass(60_000);
  expect(fake.token()).toBe(null);
  expect(warnings).toEqual([]);
  expect(service.wire()).not.toContain('GET /users/ann');
  attachment.detach();
});

test('a listener that throws is reported, and the others are called', async () => {
  const { client, fake, attach, warnings } = openPair();
  const { subscribe } = attach();
  const told = vi.fn();
  subscribe(() => {
    throw new Error('of the app');
  });
  const remove = subscribe(told);
  await fake.chat.init('app-1');
  await client.login('ann_1');
  await pass(100);
  expect(told).toHaveBeenCalledOnce();
  expect(warnings).toContain('A listener of attachVendor failed.');
  remove();
  await client.logout();
  expect(told).toHaveBeenCalledOnce();
});

test('another client attached to the same SDK takes the place of the first, with a warning', async () => {
  const { fake, attach } = openPair();
  const first = attach();
  const other = openPair();
  const second = attachVendor(other.client, fake.options);
  expect(await first.ready).toBe('detached');
  await fake.chat.init('app-1');
  await other.client.login('ann_1');
  await pass(100);
  expect(await second.ready).toBe('inStep');
  expect(other.warnings).toHaveLength(1);
  second.detach();
});

describe('wrong arguments throw, and name the option', () => {
  test.each<[string, (pair: ReturnType<typeof openPair>) => unknown, string]>([
    ['no client', ({ fake }) => attachVendor(undefined as never, fake.options), 'client must be'],
    [
      'something else as the client',
      ({ fake }) => attachVendor({ session: {} } as never, fake.options),
      'client must be',
    ],
    ['no options', ({ client }) => attachVendor(client, undefined as never), 'chat must be'],
    ['no chat', ({ client }) => attachVendor(client, {} as never), 'chat must be'],
    ['a chat without functions', ({ client }) => attachVendor(client, { chat: {} } as never), 'It has no init'],
    [
      'a misspelt option',
      ({ client, fake }) => attachVendor(client, { ...fake.options, uikit: {} } as never),
      'uiKit?',
    ],
    ['no kit', ({ client, fake }) => attachVendor(client, { ...fake.options, uiKit: {} } as never), 'uiKit must be'],
  ])('%s', (_, call, message) => {
    const pair = openPair();
    expect(() => call(pair)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(message) }),
    );
  });
});
