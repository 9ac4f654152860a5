import type { Region } from '../client/options.js';

/** The settings of `CometChatCalls.init` in the form of the vendor's v4. `CallAppSettingsBuilder` makes them. */
export class CallAppSettings {
  /** @internal */
  appId = '';
  /** @internal */
  region = '';
  /** @internal */
  host = '';
  /** @internal */
  adoptVendorSession: boolean | undefined = undefined;

  /** The App ID; `''` if none was given. */
  getAppId(): string {
    return this.appId;
  }
  /** Sets the App ID from the dashboard. Without it `init` resolves with `INVALID_APP_ID`. */
  setAppId(appId: string): this {
    this.appId = appId;
    return this;
  }
  /** The region; `''` if none was given. */
  getRegion(): string {
    return this.region;
  }
  /** Sets the region of your app: `us`, `eu` or `in`, in either letter case. Without it `init` resolves with `INVALID_REGION`. */
  setRegion(region: Region): this {
    this.region = region;
    return this;
  }
  /** The calls host; `''` if none was given. */
  getHost(): string {
    return this.host;
  }
  /** Sets the calls host of a dedicated deployment: `host[/path]` or a URL. A path replaces `/v3.0`. */
  setHost(host: string): this {
    this.host = host;
    return this;
  }
  /**
   * Sets whether `init` takes over the session that the vendor's Chat SDK stored in this browser. Default `true`: if you change the
   * import line, your users stay signed in. The vendor's SDK does not have this method.
   */
  setAdoptVendorSession(adopt: boolean): this {
    this.adoptVendorSession = adopt;
    return this;
  }
}

/**
 * Builds a `CallAppSettings`. You can also give `init` a plain object.
 *
 * @example
 * const settings = new CometChatCalls.CallAppSettingsBuilder().setAppId('APP_ID').setRegion('us').build();
 */
export class CallAppSettingsBuilder extends CallAppSettings {
  /** Returns a copy of the settings, for `CometChatCalls.init`. */
  build(): CallAppSettings {
    return Object.assign(new CallAppSettings(), this);
  }
}
