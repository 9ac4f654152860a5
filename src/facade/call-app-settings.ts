/** What `CometChatCalls.init` may be told in the form of the vendor's v4; made by `CallAppSettingsBuilder`. */
export class CallAppSettings {
  /** @internal */
  appId = '';
  /** @internal */
  region = '';
  /** @internal */
  host = '';

  getAppId(): string {
    return this.appId;
  }
  setAppId(appId: string): this {
    this.appId = appId;
    return this;
  }
  getRegion(): string {
    return this.region;
  }
  setRegion(region: string): this {
    this.region = region;
    return this;
  }
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
  build(): CallAppSettings {
    return Object.assign(new CallAppSettings(), this);
  }
}
