import type { JsonObject } from '../json-object.js';

/** The fields that a request can set on a user. */
export interface Profile {
  name: string;
  avatar?: string;
  link?: string;
  role: string;
  metadata?: JsonObject;
  tags: string[];
  statusMessage?: string;
}

/** A user to store, with only the given fields. */
export type NewUser = { readonly uid: string; readonly name: string } & Partial<Readonly<Profile>>;

/** Timestamps of an imported user. Unix seconds. */
export type Times = Partial<Pick<StoredUser, 'createdAt' | 'lastActiveAt' | 'deactivatedAt'>>;

/** A stored user. Times are Unix seconds. */
export interface StoredUser extends Profile {
  readonly uid: string;
  createdAt: number;
  updatedAt?: number;
  lastActiveAt?: number;
  deactivatedAt?: number;
}

/** The fields that an update can unset. */
type Unsettable = 'avatar' | 'link' | 'metadata';

/** The changes of an update. */
export interface UserChanges {
  readonly set: Partial<Readonly<Profile>>;
  readonly unset: readonly Unsettable[];
}

/**
 * The form in which a uid is stored and looked up. Only `A`–`Z` change: full case mapping would turn characters that a
 * uid must not have, such as the Kelvin sign, into allowed ones.
 */
export function normalizeUid(uid: string): string {
  return /[A-Z]/.test(uid) ? uid.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : uid;
}
