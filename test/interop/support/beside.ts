import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ClientOptions, CometChatClient } from '../../../src/index.js';
import type { VendorAttachment } from '../../../src/vendor.js';
import { APP_ID, type Station, tokenFor } from './station.js';

declare const CometChat: typeof import('@cometchat/chat-sdk-javascript').CometChat;
declare global {
  var ours: typeof import('../../../src/index.js');
  var attachVendor: typeof import('../../../src/vendor.js').attachVendor;
  var client: CometChatClient;
  var vendor: VendorAttachment;
  /** How often the tokenProvider of a tab was called. */
  var asked: number;
  /** The warnings of the client of a tab. */
  var warnings: string[];
  var showUsers: (vendor: VendorAttachment) => void;
}

/** A tab of an app that has both SDKs. */
export interface Tab {
  readonly page: Page;
  /** The uid of the socket that is open. */
  socketUid(): string | undefined;
  /** The page is about to be loaded anew. Playwright does not say that its sockets close then. */
  forgetSockets(): void;
}

/** How the tabs of a browser profile are set up. */
export interface Setup {
  /** With the UI kit. Default `false`. */
  readonly kit?: boolean;
  /** Whether each page says that it has the focus, as Playwright makes it. The vendor's code for other tabs runs without it only. */
  readonly focus?: boolean;
}

/** Options of one tab. */
export interface TabOptions {
  readonly client?: Partial<ClientOptions>;
  /** The token that the tokenProvider of this tab returns. Without it there is none. */
  readonly providedToken?: string;
  /** Attach before the vendor's SDK is initialised (default), after that, or not at all. */
  readonly attach?: 'before' | 'after' | 'never';
  /** Without our client. */
  readonly vendorOnly?: boolean;
  /** Without the vendor's SDK being initialised. */
  readonly oursOnly?: boolean;
}

/** A browser profile in which tabs share their storage. */
export interface Profile {
  readonly context: BrowserContext;
  openTab(options?: TabOptions): Promise<Tab>;
  /** Loads the page of a tab anew. */
  reload(tab: Tab, options?: TabOptions): Promise<void>;
  /** Requests since the last call, without the vendor's telemetry, as `PUT /me`. */
  requests(): string[];
  token(uid: string): Promise<string>;
  /** Changes the name of a user on the service. */
  rename(uid: string, name: string): Promise<void>;
  /** Revokes all tokens of a user. */
  revoke(uid: string): Promise<void>;
  close(): Promise<void>;
}

export async function openProfile(station: Station, setup: Setup = {}): Promise<Profile> {
  const { kit = false, focus = false } = setup;
  const context = await station.newContext();
  if (!focus) {
    await context.addInitScript(() => {
      document.hasFocus = () => false;
    });
  }
  const url = `${station.origin}/${kit ? 'beside-kit' : 'beside'}`;

  async function admin(method: string, path: string, body?: object): Promise<void> {
    const headers = { apikey: station.emulator.apiKey, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await station.emulator.fetch(new Request(`https://${APP_ID}.api-us.cometchat.io/v3${path}`, init));
    if (!response.ok) throw new Error(await response.text());
  }

  const profile: Profile = {
    context,
    async openTab(options = {}) {
      const page = await context.newPage();
      let sockets: string[] = [];
      page.on('websocket', (socket) => {
        const mine: string[] = [''];
        socket.on('framesent', ({ payload }) => {
          const [, sender] = /"sender":"([^"]+)"/.exec(String(payload)) ?? [];
          if (sender !== undefined) sockets.push(sender);
          if (sender !== undefined) mine[0] = sender;
        });
        socket.on('close', () => {
          sockets = sockets.filter((uid, index) => uid !== mine[0] || index !== sockets.lastIndexOf(uid));
        });
      });
      await page.goto(url);
      await start(page, station, kit, options);
      return { page, socketUid: () => sockets.at(-1), forgetSockets: () => void sockets.splice(0) };
    },
    async reload({ page, forgetSockets }, options = {}) {
      forgetSockets();
      await page.reload();
      await start(page, station, kit, options);
    },
    requests: () =>
      station
        .requests()
        .map((line) => line.replace(/https:\/\/[^/]+\/v3(\.0)?/, ''))
        .filter((line) => !/user_sessions|\/ping|\/settings$/.test(line)),
    token: (uid) => tokenFor(station.emulator, uid),
    revoke: (uid) => admin('DELETE', `/users/${uid}/auth_tokens`),
    rename: (uid, name) => admin('PUT', `/users/${uid}`, { name }),
    close: () => context.close(),
  };
  return profile;
}

/** Starts both SDKs in a page. */
async function start(page: Page, station: Station, kit: boolean, options: TabOptions): Promise<void> {
  const {
    client: clientOptions = {},
    providedToken,
    attach = 'before',
    vendorOnly = false,
    oursOnly = false,
  } = options;
  await page.evaluate(
    async (given) => {
      const { appId, clientOptions, providedToken, attach, vendorOnly, oursOnly, kit, authKey } = given;
      globalThis.asked = 0;
      globalThis.warnings = [];
      const uiKit = kit ? (globalThis as { CometChatUIKit?: typeof CometChatUIKit }).CometChatUIKit : undefined;
      if (!vendorOnly) {
        globalThis.client = ours.createClient({
          appId,
          region: 'us',
          hooks: {
            onWarning: ({ message, error }) => warnings.push(`${message} ${JSON.stringify(error) ?? ''} ${error}`),
          },
          ...(providedToken !== undefined && {
            tokenProvider: () => {
              globalThis.asked++;
              return new Promise<string>((resolve) => setTimeout(() => resolve(providedToken), 200));
            },
          }),
          ...clientOptions,
        });
      }
      const attachNow = () => {
        globalThis.vendor = attachVendor(client, { chat: CometChat, ...(uiKit && { uiKit }) });
      };
      if (attach === 'before' && !vendorOnly) attachNow();
      if (!oursOnly) {
        if (uiKit) {
          const settings = new UIKitSettingsBuilder().setAppId(appId).setRegion('us').setAuthKey(authKey);
          await uiKit.init(settings.subscribePresenceForAllUsers().build());
        } else {
          const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion('us');
          await CometChat.init(appId, settings.build());
        }
      }
      if (attach === 'after') attachNow();
      if (!vendorOnly) await client.session.ready;
      if (attach !== 'never' && !vendorOnly && !oursOnly) await vendor.ready;
    },
    {
      appId: APP_ID,
      clientOptions,
      providedToken,
      attach,
      vendorOnly,
      oursOnly,
      kit,
      authKey: station.emulator.authKey,
    } as const,
  );
}

/** The uids that each part of a tab works as, and whether all have the token of our session. */
export async function partsOf({ page, socketUid }: Tab) {
  const parts = await page.evaluate(async (appId) => {
    const state = client.session.getSnapshot();
    const token = state.status === 'signedIn' ? state.user.getAuthToken() : null;
    const text = localStorage.getItem(`${appId}:common_store/user`);
    const stored = text === null ? null : JSON.parse(JSON.parse(text));
    const instance = CometChat.getInstance(appId);
    const uiKit = (globalThis as { CometChatUIKit?: typeof CometChatUIKit }).CometChatUIKit;
    const kitUser = uiKit?.getLoggedInUser();
    const nobody = state.status === 'signedIn' ? undefined : null;
    return {
      ours: state.status === 'signedIn' ? state.user.uid : null,
      stored: stored?.uid ?? null,
      storedToken: stored?.authToken ?? null,
      memoryToken: instance.getAuthToken() ?? null,
      token,
      kit: uiKit ? (kitUser?.getUid() ?? null) : 'none',
      kitName: kitUser?.getName(),
      snapshot: vendor.getSnapshot() ?? nobody,
      name: state.status === 'signedIn' ? state.user.name : undefined,
      storedName: stored?.name,
    };
  }, APP_ID);
  return { ...parts, socket: socketUid() ?? null };
}

/** Waits until every part of each tab is this user, with the token of our session; `null` for nobody. */
export async function expectAll(tabs: readonly Tab[], uid: string | null, name?: string): Promise<void> {
  const find = async () =>
    (await Promise.all(tabs.map(partsOf))).map((parts) => ({
      uids: [parts.ours, parts.stored, parts.snapshot, parts.socket, ...(parts.kit === 'none' ? [] : [parts.kit])],
      tokens: [...new Set([parts.token, parts.storedToken, parts.memoryToken])],
      names: [...new Set([parts.name, parts.storedName, ...(parts.kit === 'none' ? [] : [parts.kitName])])],
    }));
  await expect.poll(find, { timeout: 15_000, interval: 100 }).toEqual(
    tabs.map(() => ({
      uids: expect.toSatisfy((uids: unknown[]) => uids.every((each) => each === uid), `all are ${uid}`),
      tokens: [uid === null ? null : expect.stringContaining(`${uid}_`)],
      names:
        name === undefined
          ? [expect.anything()].slice(0, uid === null ? 0 : 1).concat(uid === null ? [undefined] : [])
          : [name],
    })),
  );
}

/** Long enough for the other tabs, and for a step of an attachment that should not happen. */
export const aMoment = (page: Page) => page.waitForTimeout(1_200);
