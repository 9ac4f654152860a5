import { StepError } from './limit.js';
import type { VendorChat, VendorInstance, VendorUiKit } from './types.js';

/** The vendor's SDK and kit, as far as this tab's memory goes. */
export interface VendorSide {
  /** Whether it is initialised: with this app, with another one, or not yet. An SDK that throws counts as not initialised. */
  state(appId: string): 'ours' | 'otherApp' | 'notInitialized';
  /**
   * The token that requests carry. `getLoggedinUser` reads storage, which another tab may have changed. Throws if the SDK is not
   * initialised with this app.
   */
  token(appId: string): string | undefined;
  logOut(appId: string): Promise<unknown>;
  /** The uid that the kit shows; `null` for nobody, `undefined` without a kit. */
  kitUser(): unknown;
  /** Gives the kit the user of the vendor's SDK. The kit listens to the vendor's SDK only after a login of its own. */
  logKitIn(token: string): Promise<unknown>;
  /** Opens the socket anew, unless the app has turned sockets off. */
  reconnect(): void;
}

/** Reads and changes the vendor's side. `getInstance` is called only if the SDK is initialised with this app: it sets the App ID. */
export function createVendorSide(chat: VendorChat, uiKit: () => VendorUiKit | undefined): VendorSide {
  function state(appId: string): ReturnType<VendorSide['state']> {
    try {
      const initialised = chat.getAppId();
      if (initialised === undefined || initialised === null || initialised === '') return 'notInitialized';
      if (initialised !== appId) return 'otherApp';
      return chat.isInitialized() ? 'ours' : 'notInitialized';
    } catch {
      return 'notInitialized';
    }
  }

  /** The app may have initialised the SDK with another App ID while we waited. */
  function instance(appId: string): VendorInstance {
    if (state(appId) !== 'ours') throw new StepError("The vendor's SDK is not initialised with the app of the client.");
    return chat.getInstance(appId);
  }

  return {
    state,
    token: (appId) => instance(appId).getAuthToken() || undefined,
    logOut: async (appId) => instance(appId).internalLogout(),
    kitUser: () => uiKit()?.getLoggedInUser(),
    logKitIn: async (token) => uiKit()?.loginWithAuthToken(token),
    reconnect() {
      const { appSettings } = chat as { appSettings?: { establishSocketConnection?: boolean } };
      if (appSettings?.establishSocketConnection === false) return;
      chat.disconnect();
      chat.connect();
    },
  };
}
