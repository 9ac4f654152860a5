/** The content of the vendor's shared `cometchat-settings.json`, for `initFromSettings` of both facades. Other keys are ignored. */
export interface CometChatSettings {
  /** The App ID from the dashboard. */
  readonly appId: string;
  /** The region from the dashboard: `us`, `eu` or `in`. */
  readonly region: string;
  /** Credentials for development. */
  readonly credentials?: {
    /** The Auth Key. For development only: a person with the key can log in as any user. */
    readonly authKey?: string;
  };
  /** Settings that only `CometChat` reads. */
  readonly chatSDK?: {
    /** The host of the admin API: `host[/path]`. */
    readonly adminHost?: string;
    /** The host of the client API: `host[/path]`. */
    readonly clientHost?: string;
  };
  /** Settings that only `CometChatCalls` reads. */
  readonly callsSDK?: {
    /** The host of the admin API: `host[/path]`. */
    readonly adminHost?: string;
    /** The host of the client API: `host[/path]`. */
    readonly clientHost?: string;
    /** The host of the calls API: `host[/path]`. */
    readonly host?: string;
  };
  /** URL of an emulator. The vendor's file does not have this key. */
  readonly emulator?: string;
  /** Whether to take over the session that the vendor's Chat SDK stored in this browser. Default `true`. The vendor's file does not have this key. */
  readonly adoptVendorSession?: boolean;
}
