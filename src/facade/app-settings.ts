import type { Region } from '../client/options.js';

/** Where a session is kept in a browser: in all tabs (`LOCAL`) or in this one only (`SESSION`). */
export const StorageMode = {
  /** Keeps the session in `localStorage`: it survives closing the tab. */
  LOCAL: 'local',
  /** Keeps the session in `sessionStorage`: it ends with the tab. */
  SESSION: 'session',
} as const;
export type StorageMode = (typeof StorageMode)[keyof typeof StorageMode];

/** What `CometChat.init` is told; made by `AppSettingsBuilder`. */
export class AppSettings {
  /** @internal */
  region = '';
  /** @internal */
  adminHost = '';
  /** @internal */
  clientHost = '';
  /** @internal */
  storageMode: StorageMode = StorageMode.LOCAL;
  /** @internal */
  emulator = '';

  /** The region, `''` where none was given. */
  getRegion(): string {
    return this.region;
  }
  /** The REST host that was given, else `''`. */
  getAdminHost(): string {
    return this.adminHost;
  }
  /** The client host that was given, else `''`. */
  getClientHost(): string {
    return this.clientHost;
  }
  /** Where a browser keeps the session. */
  getStorageMode(): StorageMode {
    return this.storageMode;
  }
}

/**
 * Builds the settings of `CometChat.init`, under the vendor's names.
 *
 * @example
 * const appSettings = new CometChat.AppSettingsBuilder().setRegion('us').build();
 * await CometChat.init('APP_ID', appSettings);
 */
export class AppSettingsBuilder {
  private readonly settings = new AppSettings();

  /** The region of your app: `us`, `eu` or `in`, in either letter case. Without it `init` rejects with `INVALID_REGION`. */
  setRegion(region: Region): this {
    return this.set({ region });
  }
  /** The REST host of a dedicated deployment: `host[/path]`, where a path takes the place of `/v3.0`, or a URL. */
  overrideAdminHost(adminHost: string): this {
    return this.set({ adminHost });
  }
  /** The client host of a dedicated deployment: `host[/path]`, where a path takes the place of `/v3.0`, or a URL. */
  overrideClientHost(clientHost: string): this {
    return this.set({ clientHost });
  }
  /** Where a browser keeps the session. Default: `LOCAL`, for all tabs. */
  setStorageMode(storageMode: StorageMode): this {
    return this.set({ storageMode });
  }
  /** Sends everything to an emulator, such as `http://127.0.0.1:7700`. Not one of the vendor's. */
  useEmulator(url: string): this {
    return this.set({ emulator: url });
  }

  /** Accepted so that your code runs; it does nothing here, because this package has no realtime. */
  subscribePresenceForAllUsers(): this {
    return this;
  }
  /** Accepted so that your code runs; it does nothing here, because this package has no realtime. */
  subscribePresenceForRoles(_roles: string[]): this {
    return this;
  }
  /** Accepted so that your code runs; it does nothing here, because this package has no realtime. */
  subscribePresenceForFriends(): this {
    return this;
  }
  /** Accepted so that your code runs; it does nothing here, because this package has no groups. */
  enableAutoJoinForGroups(_autoJoin?: boolean): this {
    return this;
  }
  /** Accepted so that your code runs; it does nothing here, because this package has no realtime. */
  autoEstablishSocketConnection(_connect?: boolean): this {
    return this;
  }

  /** The settings as they are now, for `CometChat.init`. */
  build(): AppSettings {
    return Object.assign(new AppSettings(), this.settings);
  }

  private set(values: Partial<AppSettings>): this {
    Object.assign(this.settings, values);
    return this;
  }
}
