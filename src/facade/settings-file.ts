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
  /** Settings of the vendor's Chat SDK. Both facades share one client: its hosts are those given here, before those of `callsSDK`. */
  readonly chatSDK?: {
    /** The presence that the vendor's SDK subscribes to. It has no effect here. */
    readonly presenceSubscription?: unknown;
    /** Whether the vendor's SDK opens its socket. It has no effect here. */
    readonly autoEstablishSocketConnection?: boolean;
    /** The host of the admin API: `host[/path]`. */
    readonly adminHost?: string | null;
    /** The host of the client API: `host[/path]`. */
    readonly clientHost?: string | null;
  };
  /** Settings of the vendor's UI kit. They have no effect here. */
  readonly uiKit?: unknown;
  /** Settings of the vendor's Calls SDK. */
  readonly callsSDK?: {
    /** The host of the admin API: `host[/path]`. It counts if `chatSDK` gives none. */
    readonly adminHost?: string | null;
    /** The host of the client API: `host[/path]`. It counts if `chatSDK` gives none. */
    readonly clientHost?: string | null;
    /** The host of the calls API: `host[/path]`. */
    readonly host?: string | null;
  };
  /** URL of an emulator. The vendor's file does not have this key. */
  readonly emulator?: string;
  /** Whether to take over the session that the vendor's Chat SDK stored in this browser. Default `true`. The vendor's file does not have this key. */
  readonly adoptVendorSession?: boolean;
}

/** The settings in a file, for both facades: both must read the same, because they share one client. */
export function settingsIn(file: CometChatSettings) {
  const { chatSDK, callsSDK, credentials } = file ?? {};
  const isGiven = ([, value]: [string, unknown]) => value !== null && value !== '';
  const ofChat = Object.fromEntries(Object.entries(chatSDK ?? {}).filter(isGiven));
  return { ...file, ...callsSDK, ...ofChat, authKey: credentials?.authKey };
}
