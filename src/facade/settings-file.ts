/** The vendor's shared `cometchat-settings.json`: what both facades' `initFromSettings` take. Other keys are ignored. */
export interface CometChatSettings {
  /** The App ID from the dashboard. */
  readonly appId: string;
  /** The region from the dashboard: `us`, `eu` or `in`. */
  readonly region: string;
  /** Credentials for development. */
  readonly credentials?: {
    /** For development only: whoever has it can log in as anybody. */
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
  /** URL of an emulator. Not one of the vendor's. */
  readonly emulator?: string;
}
