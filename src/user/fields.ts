import type { UserMetadata, UserRole } from './register.js';

/** Whether the user is connected. The service's `available` is `online` here. */
export type UserStatus = 'online' | 'offline';

/** What a user shows. Times are Unix seconds. */
export interface UserFields {
  /** 1–100 letters, digits, `_` and `-`; the service lower-cases it and it never changes. */
  uid: string;
  /** Display name, 1–100 characters. */
  name?: string;
  /** http(s) URL of a picture, up to 3000 characters; 200×200 pixels suit. */
  avatar?: string;
  /** http(s) URL of the profile in your app, up to 3000 characters. */
  link?: string;
  /** Id of a role that exists in your app; `default` when none was given. */
  role?: UserRole;
  /** Your own JSON object, up to 5 KB. */
  metadata?: UserMetadata;
  /** Custom status text. */
  statusMessage?: string;
  /** Up to 25 tags of up to 100 characters. */
  tags?: string[];
  /** `online` or `offline`. */
  readonly status?: UserStatus;
  /** When the user was last active. */
  readonly lastActiveAt?: number;
  /** When the user was created. */
  readonly createdAt?: number;
  /** When the user was last changed. */
  readonly updatedAt?: number;
  /** When the user was deactivated; absent while active. */
  readonly deactivatedAt?: number;
  /** Whether this user has blocked the signed-in one. */
  readonly hasBlockedMe?: boolean;
  /** Whether the signed-in user has blocked this one. */
  readonly blockedByMe?: boolean;
}

/** The fields that may be sent. */
export const EDITABLE_FIELDS = ['name', 'avatar', 'link', 'role', 'metadata', 'statusMessage', 'tags'] as const;

/** A field that may be sent. */
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** The fields that hold a web address. */
export const URL_FIELDS: readonly string[] = ['avatar', 'link'] satisfies EditableField[];

/** The fields that `null` clears; the service can clear no other. Source: `unset` of the REST `PUT /users/{uid}`. */
export const CLEARABLE_FIELDS = ['avatar', 'link', 'metadata'] as const satisfies readonly EditableField[];

/** A field that `null` clears. */
export type ClearableField = (typeof CLEARABLE_FIELDS)[number];

/** Every field we know, in the order a user shows them. */
export const FIELDS = [
  'uid',
  ...EDITABLE_FIELDS,
  'status',
  'lastActiveAt',
  'createdAt',
  'updatedAt',
  'deactivatedAt',
  'hasBlockedMe',
  'blockedByMe',
] as const satisfies readonly (keyof UserFields)[];

type NullToClear<T> = { [K in keyof T]: K extends ClearableField ? T[K] | null : T[K] };

/** A user as a plain object. `undefined` says nothing; `null` clears `avatar`, `link` or `metadata`. */
export type UserInput = { [K in keyof NullToClear<UserFields>]: NullToClear<UserFields>[K] | undefined } & {
  /** 1–100 letters, digits, `_` and `-`. The service lower-cases it. */
  uid: string;
};

/** The same without a uid, for updating the signed-in user. */
export type ProfileInput = Partial<Omit<UserInput, 'uid'>> & {
  /** The uid of the signed-in user. It may be left out. */
  uid?: string;
};
