import type { Region } from '../client/options.js';

/** The storage of the session in a browser: for all tabs (`LOCAL`) or for this tab only (`SESSION`). */
export const StorageMode = {
  /** Stores the session in `localStorage`: it stays when the tab is closed. */
  LOCAL: 'local',
  /** Stores the session in `sessionStorage`: it ends with the tab. */
  SESSION: 'session',
} as const;
export type StorageMode = (typeof StorageMode)[keyof typeof StorageMode];

/** The settings of `CometChat.init`. `AppSettingsBuilder` makes them. */
export class AppSettings {
  /** @internal */
  region = '';
  /** @internal */
  adminHost = '';
  /** @internal */
  clientHost = '';
  /** @internal */
  storageMode: StorageMode = StorageMode.LOCAL;
  /** @internal Optional, so that the vendor's settings have this type. */
  emulator?: string;

  /** The region; `''` if none was given. */
  getRegion(): string {
    return this.region;
  }
  /** The REST host; `''` if none was given. */
  getAdminHost(): string {
    return this.adminHost;
  }
  /** The client host; `''` if none was given. */
  getClientHost(): string {
    return this.clientHost;
  }
  /** The storage of the session in a browser. */
  getStorageMode(): StorageMode {
    return this.storageMode;
  }
}

/**
 * Builds the settings of `CometChat.init`, with the vendor's method names.
 *
 * @example
 * const appSettings = new CometChat.AppSettingsBuilder().setRegion('us').build();
 * await CometChat.init('APP_ID', appSettings);
 */
export class AppSettingsBuilder {
  private readonly settings = new AppSettings();

  /** Sets the region of your app: `us`, `eu` or `in`, in either letter case. Without it `init` rejects with `INVALID_REGION`. */
  setRegion(region: Region): this {
    return this.set({ region });
  }
  /** Sets the REST host of a dedicated deployment: `host[/path]` or a URL. A path replaces `/v3.0`. */
  overrideAdminHost(adminHost: string): this {
    return this.set({ adminHost });
  }
  /** Sets the client host of a dedicated deployment: `host[/path]` or a URL. A path replaces `/v3.0`. */
  overrideClientHost(clientHost: string): this {
    return this.set({ clientHost });
  }
  /** Sets the storage of the session in a browser. Default: `LOCAL`, for all tabs. */
  setStorageMode(storageMode: StorageMode): this {
    return this.set({ storageMode });
  }
  /** Sends all requests to an emulator, such as `http://127.0.0.1:7700`. The vendor's SDK does not have this method. */
  useEmulator(url: string): this {
    return this.set({ emulator: url });
  }

  /** Does nothing, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForAllUsers(): this {
    return this;
  }
  /** Does nothing, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForRoles(_roles: string[]): this {
    return this;
  }
  /** Does nothing, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForFriends(): this {
    return this;
  }
  /** Does nothing, because this package has no groups. It exists so that existing code runs. */
  enableAutoJoinForGroups(_autoJoin?: boolean): this {
    return this;
  }
  /** Does nothing, because this package has no realtime. It exists so that existing code runs. */
  autoEstablishSocketConnection(_connect?: boolean): this {
    return this;
  }

  /** Returns a copy of the settings, for `CometChat.init`. */
  build(): AppSettings {
    return Object.assign(new AppSettings(), this.settings);
  }

  private set(values: Partial<AppSettings>): this {
    Object.assign(this.settings, values);
    return this;
  }
}
