/** A user, as a webhook tells of one. */
export interface WebhookUser {
  /** The uid of the user. */
  readonly uid: string;
  /** The display name. */
  readonly name?: string;
  /** `available` or `offline`; some of the vendor's samples say `online`. */
  readonly status?: string;
  /** The id of the role. */
  readonly role?: string;
  readonly [field: string]: unknown;
}

/** What every webhook has around its data. */
interface Envelope<Trigger, Data> {
  /** The name of the event, such as `user_blocked`. */
  readonly trigger: Trigger;
  /** The data of the event. */
  readonly data: Data;
  /** The App ID. */
  readonly appId?: string;
  /** The region of the app. */
  readonly region?: string;
  /** Id of the webhook in the dashboard. */
  readonly webhook?: string;
}

/** Somebody blocked or unblocked others. */
export type UserBlockedWebhook = Envelope<
  'user_blocked' | 'user_unblocked',
  {
    /** The users who were blocked or unblocked, by uid. */
    readonly users: Readonly<Record<string, WebhookUser>>;
    /** The user who blocked or unblocked the others. */
    readonly by: WebhookUser;
  }
>;

/** One of a user's devices connected or disconnected. Times are milliseconds. */
export type UserConnectionWebhook = Envelope<
  'user_connection_status_changed',
  {
    /** The user whose device it is. */
    readonly user: WebhookUser;
    /** The new status: `online` or `offline`. */
    readonly status: string;
    /** The time of the event, in milliseconds. */
    readonly timestamp?: number;
    /** The device that connected or disconnected. */
    readonly currentConnection?: {
      /** `connected` or `disconnected`. */
      readonly action?: string;
      /** The platform of the device. */
      readonly platform?: string;
      /** When the device connected, in milliseconds. */
      readonly connectedAt?: number;
      readonly [field: string]: unknown;
    };
    /** Whether the user as a whole came or went, and not only one of several devices. */
    readonly userPresenceChanged?: boolean;
  }
>;

/** Somebody was mentioned in a message; what a message is, this package does not say. */
export type UserMentionedWebhook = Envelope<'user_mentioned', { readonly [field: string]: unknown }>;

/** A trigger that is not about users. Others than these may come as well: a `default` in a `switch` has them all. */
export type OtherTrigger =
  `${'message' | 'group' | 'call' | 'meeting' | 'recording' | 'moderation' | 'campaign'}_${string}`;

/** Any other webhook: messages, groups, calls, moderation. */
export type OtherWebhook = Envelope<OtherTrigger, { readonly [field: string]: unknown }>;

/**
 * A webhook of CometChat's, by its `trigger`. Source:
 * [events](https://www.cometchat.com/docs/fundamentals/webhooks-events).
 */
export type CometChatWebhook = UserBlockedWebhook | UserConnectionWebhook | UserMentionedWebhook | OtherWebhook;
