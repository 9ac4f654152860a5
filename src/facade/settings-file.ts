/** The vendor's shared `cometchat-settings.json`: what both facades' `initFromSettings` take. Other keys are ignored. */
export interface CometChatSettings {
  readonly appId: string;
  readonly region: string;
  readonly credentials?: {
    /** For development only: whoever has it can log in as anybody. */
    readonly authKey?: string;
  };
  readonly chatSDK?: { readonly adminHost?: string; readonly clientHost?: string };
  readonly callsSDK?: { readonly adminHost?: string; readonly clientHost?: string; readonly host?: string };
  /** URL of an emulator. Not one of the vendor's. */
  readonly emulator?: string;
}
