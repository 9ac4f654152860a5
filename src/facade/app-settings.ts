import type { Region } from '../client/options.js';

/** The storage of the session in a browser: for all tabs (`LOCAL`) or for this tab only (`SESSION`). */
export const StorageMode = {
  /** Stores the session in `localStorage`: it stays when the tab is closed. */
  LOCAL: 'local',
  /** Stores the session in `sessionStorage`: it ends with the tab. */
  SESSION: 'session',
} as const;
export type StorageMode = (typeof StorageMode)[keyof typeof StorageMode];

/**
 * The settings of `CometChat.init`. `AppSettingsBuilder` makes them. The getters for presence, groups and the socket return the
 * values that were given; these settings have no effect here.
 */
export class AppSettings {
  /** The subscription type of settings without presence. It has no effect here. */
  static readonly SUBSCRIPTION_TYPE_NONE = 'NONE';
  /** The subscription type that `subscribePresenceForAllUsers` sets. It has no effect here. */
  static readonly SUBSCRIPTION_TYPE_ALL_USERS = 'ALL_USERS';
  /** The subscription type that `subscribePresenceForRoles` sets. It has no effect here. */
  static readonly SUBSCRIPTION_TYPE_ROLES = 'ROLES';
  /** The subscription type that `subscribePresenceForFriends` sets. It has no effect here. */
  static readonly SUBSCRIPTION_TYPE_FRIENDS = 'FRIENDS';
  /** The region Europe. */
  static readonly REGION_EU = 'eu';
  /** The region United States. */
  static readonly REGION_US = 'us';
  /** The region India. */
  static readonly REGION_IN = 'in';
  /** The same as `StorageMode.LOCAL`. */
  static readonly STORAGE_MODE_LOCAL = StorageMode.LOCAL;
  /** The same as `StorageMode.SESSION`. */
  static readonly STORAGE_MODE_SESSION = StorageMode.SESSION;

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
  /** @internal `undefined`: not set, so that an `init` through the other facade may set it. */
  adoptVendorSession?: boolean;
  /** @internal */
  subscriptionType: string = AppSettings.SUBSCRIPTION_TYPE_NONE;
  /** @internal */
  roles: string[] = [];
  /** @internal */
  autoJoinGroup = true;
  /** @internal */
  establishSocketConnection = true;

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
  /** The subscription type of presence: one of the `SUBSCRIPTION_TYPE_` constants. It has no effect here. */
  getSubscriptionType(): string {
    return this.subscriptionType;
  }
  /** The roles that were given to `subscribePresenceForRoles`; `[]` if none were. They have no effect here. */
  getRoles(): string[] {
    return this.roles;
  }
  /** The value that was given to `enableAutoJoinForGroups`; default `true`. It has no effect here. */
  getIsAutoJoinEnabled(): boolean {
    return this.autoJoinGroup;
  }
  /** The value that was given to `autoEstablishSocketConnection`; default `true`. It has no effect here: there is no socket. */
  shouldAutoEstablishSocketConnection(): boolean {
    return this.establishSocketConnection;
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
  /**
   * Whether `init` takes over the session that the vendor's Chat SDK stored in the same storage. Default `true`: if you change the import
   * line, your users stay signed in. It happens once, and only if this package has stored nothing there yet. The vendor's session
   * stays, unless its token was revoked or the storage is too full to remember a logout. The vendor's SDK does not have this method.
   *
   * @example
   * const appSettings = new CometChat.AppSettingsBuilder().setRegion('us').adoptVendorSession(false).build();
   */
  adoptVendorSession(adopt: boolean): this {
    return this.set({ adoptVendorSession: adopt });
  }

  /** Has no effect, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForAllUsers(): this {
    return this.set({ subscriptionType: AppSettings.SUBSCRIPTION_TYPE_ALL_USERS });
  }
  /** Has no effect, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForRoles(roles: string[]): this {
    return this.set({ subscriptionType: AppSettings.SUBSCRIPTION_TYPE_ROLES, roles });
  }
  /** Has no effect, because this package has no realtime. It exists so that existing code runs. */
  subscribePresenceForFriends(): this {
    return this.set({ subscriptionType: AppSettings.SUBSCRIPTION_TYPE_FRIENDS });
  }
  /** Has no effect, because this package has no groups. It exists so that existing code runs. */
  enableAutoJoinForGroups(autoJoin = true): this {
    return this.set({ autoJoinGroup: autoJoin });
  }
  /** Has no effect, because this package has no realtime. It exists so that existing code runs. */
  autoEstablishSocketConnection(connect = true): this {
    return this.set({ establishSocketConnection: connect });
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
