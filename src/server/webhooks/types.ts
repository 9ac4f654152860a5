/** A user in a webhook. */
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

/** The fields that every webhook has. */
interface Envelope<Trigger, Data> {
  /** The name of the event, such as `user_blocked`. */
  readonly trigger: Trigger;
  /** The data of the event. */
  readonly data: Data;
  /** The App ID. */
  readonly appId?: string;
  /** The region of the app. */
  readonly region?: string;
  /** The id of the webhook in the dashboard. */
  readonly webhook?: string;
}

/** A user blocked or unblocked other users. */
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
    /** True if the status of the user changed, false if only one of several devices connected or disconnected. */
    readonly userPresenceChanged?: boolean;
  }
>;

/** A user was mentioned in a message. This package does not describe messages. */
export type UserMentionedWebhook = Envelope<'user_mentioned', { readonly [field: string]: unknown }>;

/** A trigger that is not about users. CometChat may send further triggers: handle them in the `default` of a `switch`. */
export type OtherTrigger =
  `${'message' | 'group' | 'call' | 'meeting' | 'recording' | 'moderation' | 'campaign'}_${string}`;

/** Any other webhook: messages, groups, calls, moderation. */
export type OtherWebhook = Envelope<OtherTrigger, { readonly [field: string]: unknown }>;

/**
 * A webhook of CometChat; its `trigger` tells the type of `data`. Source:
 * [events](https://www.cometchat.com/docs/fundamentals/webhooks-events).
 */
export type CometChatWebhook = UserBlockedWebhook | UserConnectionWebhook | UserMentionedWebhook | OtherWebhook;
