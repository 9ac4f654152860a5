import type { Region } from '../client/options.js';

/** What `CometChatCalls.init` may be told in the form of the vendor's v4; made by `CallAppSettingsBuilder`. */
export class CallAppSettings {
  /** @internal */
  appId = '';
  /** @internal */
  region = '';
  /** @internal */
  host = '';

  /** The App ID, `''` where none was given. */
  getAppId(): string {
    return this.appId;
  }
  /** The App ID of the dashboard. Without it `init` resolves with `INVALID_APP_ID`. */
  setAppId(appId: string): this {
    this.appId = appId;
    return this;
  }
  /** The region, `''` where none was given. */
  getRegion(): string {
    return this.region;
  }
  /** The region of your app: `us`, `eu` or `in`, in either letter case. Without it `init` resolves with `INVALID_REGION`. */
  setRegion(region: Region): this {
    this.region = region;
    return this;
  }
  /** The calls host that was given, else `''`. */
  getHost(): string {
    return this.host;
  }
  /** The calls host of a dedicated deployment: `host[/path]`, where a path takes the place of `/v3.0`, or a URL. */
  setHost(host: string): this {
    this.host = host;
    return this;
  }
}

/**
 * Builds a `CallAppSettings`. A plain object does as well.
 *
 * @example
 * const settings = new CometChatCalls.CallAppSettingsBuilder().setAppId('APP_ID').setRegion('us').build();
 */
export class CallAppSettingsBuilder extends CallAppSettings {
  /** The settings as they are now, for `CometChatCalls.init`. */
  build(): CallAppSettings {
    return Object.assign(new CallAppSettings(), this);
  }
}
