import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClientOptions, CometChatClient } from '../../../src/index.js';
import { openStorage } from '../../support/client-support.js';
import { initialize, load, noUnhandledRejections, outcome, type Package, startEmulator } from './facade-support.js';

noUnhandledRejections();

const OPTIONS: ClientOptions = { appId: 'emulator-app', region: 'us', tabs: false };
const WARNING = expect.stringMatching(
  /Two clients in this page use the storage key "cometchat-users:v1:emulator-app:us"/,
);

/** Opens a page: it has a document and a localStorage. Records the warnings on the console. */
function openPage() {
  vi.stubGlobal('document', { addEventListener: () => undefined });
  vi.stubGlobal('localStorage', openStorage());
  return vi.spyOn(console, 'warn').mockImplementation(() => undefined);
}

/** Uses a client, as an app does that listens to its session. */
const use = (client: CometChatClient) => client.session.subscribe(() => undefined);

let all: Package;
beforeEach(async () => {
  all = await load();
});

describe('A second client with the same storage key in one page', () => {
  test('writes one warning to the console', () => {
    const warn = openPage();
    const clients = [1, 2, 3].map(() => all.createClient(OPTIONS));
    for (const client of [...clients, ...clients]) use(client);
    expect(warn.mock.calls).toEqual([[WARNING]]);
  });

  test('calls onWarning of the second one, if it has that hook', () => {
    const warn = openPage();
    const [first, second] = [vi.fn(), vi.fn()];
    use(all.createClient({ ...OPTIONS, hooks: { onWarning: first } }));
    use(all.createClient({ ...OPTIONS, hooks: { onWarning: second } }));
    expect(second.mock.calls).toEqual([[{ message: WARNING }]]);
    expect([first.mock.calls, warn.mock.calls]).toEqual([[], []]);
  });

  test('counts beside the facade, whichever came first', async () => {
    const warn = openPage();
    const { url } = await startEmulator();
    await initialize(all, url);
    use(all.createClient(OPTIONS));
    expect(warn.mock.calls).toEqual([[WARNING]]);

    const other = await load();
    const again = openPage();
    use(other.createClient(OPTIONS));
    await initialize(other, url);
    expect(again.mock.calls.at(-1)).toEqual([WARNING]);
  });

  test('counts also if it comes from another copy of the package', async () => {
    const warn = openPage();
    use(all.createClient(OPTIONS));
    use((await load()).createClient(OPTIONS));
    expect(warn.mock.calls).toEqual([[WARNING]]);
  });

  test.each<[string, (client: CometChatClient) => unknown]>([
    ['a method', (client) => outcome(() => client.logout())],
    ['on', (client) => client.session.on('ready', () => undefined)],
    ['once', (client) => client.session.once('ready', () => undefined)],
    ['toStore', (client) => client.session.toStore()],
  ])('counts from its first use: %s', async (_, work) => {
    const warn = openPage();
    use(all.createClient(OPTIONS));
    const second = all.createClient(OPTIONS);
    expect(warn).not.toHaveBeenCalled();
    await work(second);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('No warning', () => {
  test('for a client that is created and not used, as by React’s Strict Mode', async () => {
    const warn = openPage();
    const clients = [all.createClient(OPTIONS), all.createClient(OPTIONS)] as const;
    clients[0].session.getSnapshot();
    await clients[0].session.ready;
    use(clients[1]);
    expect(warn).not.toHaveBeenCalled();
  });

  test('after the first one was disposed of, also twice', () => {
    const warn = openPage();
    const first = all.createClient(OPTIONS);
    use(first);
    first.dispose();
    first.dispose();
    use(first);
    const second = all.createClient(OPTIONS);
    use(second);
    expect(warn).not.toHaveBeenCalled();
    use(all.createClient(OPTIONS));
    expect(warn).toHaveBeenCalledOnce();
  });

  test('for other apps, other storage keys and other storages', () => {
    const warn = openPage();
    use(all.createClient(OPTIONS));
    use(all.createClient({ ...OPTIONS, appId: 'other-app' }));
    use(all.createClient({ ...OPTIONS, storageKey: 'mine' }));
    use(all.createClient({ ...OPTIONS, storage: all.memoryStorage() }));
    expect(warn).not.toHaveBeenCalled();
  });

  test('on a server, where each request may have a client with the same storage', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const storage = openStorage();
    for (const client of [1, 2].map(() => all.createClient({ ...OPTIONS, storage }))) use(client);
    expect(warn).not.toHaveBeenCalled();
  });

  test('for an init that adds settings, or that switches the app and back', async () => {
    const warn = openPage();
    const { url } = await startEmulator();
    const settings = { appId: 'emulator-app', region: 'us', adminHost: url, clientHost: url } as const;
    await all.CometChatCalls.init(settings);
    await all.CometChatCalls.init({ ...settings, host: url });
    await all.CometChatCalls.init({ ...settings, appId: 'other-app' });
    await all.CometChatCalls.init({ ...settings, host: url });
    expect(warn).not.toHaveBeenCalled();
  });
});
