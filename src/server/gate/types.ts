/** How an admin keeps within CometChat's rate limits. */
export interface RateOptions {
  /**
   * The part of the quota that bulk work (`sync.apply` with several changes, `sync.importUsers`) uses at most, 0.01 to 1. Default 0.8: the
   * rest is for logins, which are core requests too. It holds for core and standard requests, and not for imports.
   */
  readonly share?: number | undefined;
  /**
   * The most core requests a minute that this admin sends: creates and deletions of a user. Default: the limit that CometChat reports, and
   * 10,000 before it has reported one.
   */
  readonly core?: number | undefined;
  /** The most standard requests a minute that this admin sends: all others. Default: the limit that CometChat reports, or 20,000. */
  readonly standard?: number | undefined;
  /** The most imports a minute that this admin sends, of up to 50 users each. Default: the limit that CometChat reports, or 60. */
  readonly import?: number | undefined;
}
