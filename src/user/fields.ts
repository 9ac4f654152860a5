import type { UserMetadata, UserRole } from './register.js';

/** Whether the user is connected. The service's value `available` becomes `online`. */
export type UserStatus = 'online' | 'offline';

/** The fields of a user. Times are Unix seconds. */
export interface UserFields {
  /** 1–100 letters, digits, `_` and `-`. The service lower-cases it. It never changes. */
  uid: string;
  /** Display name, 1–100 characters. */
  name?: string;
  /** http(s) URL of a picture, up to 3000 characters. The picture should have 200×200 pixels. */
  avatar?: string;
  /** http(s) URL of the profile in your app, up to 3000 characters. */
  link?: string;
  /** Id of a role that exists in your app. The default role is `default`. */
  role?: UserRole;
  /** Your own JSON object, up to 5 KB. */
  metadata?: UserMetadata;
  /** Custom status text. */
  statusMessage?: string;
  /** Up to 25 tags of up to 100 characters. */
  tags?: string[];
  /** `online` or `offline`. */
  readonly status?: UserStatus;
  /** The time when the user was last active. */
  readonly lastActiveAt?: number;
  /** The time when the user was created. */
  readonly createdAt?: number;
  /** The time when the user was last changed. */
  readonly updatedAt?: number;
  /** The time when the user was deactivated. Absent for an active user. */
  readonly deactivatedAt?: number;
  /** Whether this user has blocked the signed-in one. */
  readonly hasBlockedMe?: boolean;
  /** Whether the signed-in user has blocked this one. */
  readonly blockedByMe?: boolean;
}

/** The fields that a request may send. */
export const EDITABLE_FIELDS = ['name', 'avatar', 'link', 'role', 'metadata', 'statusMessage', 'tags'] as const;

/** A field that a request may send. */
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** The fields that hold a URL. */
export const URL_FIELDS: readonly string[] = ['avatar', 'link'] satisfies EditableField[];

/** The fields that `null` clears. The service cannot clear other fields. Source: `unset` of the REST `PUT /users/{uid}`. */
export const CLEARABLE_FIELDS = ['avatar', 'link', 'metadata'] as const satisfies readonly EditableField[];

/** A field that `null` clears. */
export type ClearableField = (typeof CLEARABLE_FIELDS)[number];

/** All known fields, in the order of a user object. */
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

/** A user as a plain object. A field with `undefined` counts as absent; `null` clears `avatar`, `link` or `metadata`. */
export type UserInput = { [K in keyof NullToClear<UserFields>]: NullToClear<UserFields>[K] | undefined } & {
  /** 1–100 letters, digits, `_` and `-`. The service lower-cases it. */
  uid: string;
};

/** A user as a plain object, for an update of the signed-in user. The uid is optional. */
export type ProfileInput = Partial<Omit<UserInput, 'uid'>> & {
  /** The uid of the signed-in user. It may be left out. */
  uid?: string;
};
