import type { JsonObject } from '../types.js';

/** What may be said of a user, by whoever creates or updates one. */
export interface Profile {
  name: string;
  avatar?: string;
  link?: string;
  role: string;
  metadata?: JsonObject;
  tags: string[];
  statusMessage?: string;
}

/** A user to be stored: what was given, nothing assumed. */
export type NewUser = { readonly uid: string; readonly name: string } & Partial<Readonly<Profile>>;

/** The past of a user that comes from elsewhere. Unix seconds. */
export type Times = Partial<Pick<UserRecord, 'createdAt' | 'lastActiveAt' | 'deactivatedAt'>>;

/** A stored user. Times are Unix seconds. */
export interface UserRecord extends Profile {
  readonly uid: string;
  createdAt: number;
  updatedAt?: number;
  lastActiveAt?: number;
  deactivatedAt?: number;
}

/** Fields that an update can take away. */
type Unsettable = 'avatar' | 'link' | 'metadata';

/** What an update changes. */
export interface UserChanges {
  readonly set: Partial<Readonly<Profile>>;
  readonly unset: readonly Unsettable[];
}

/**
 * The form in which a uid is stored and looked up. Only `A`–`Z` change: full case mapping would turn letters that no
 * uid may have, such as the Kelvin sign, into ones it may.
 */
export function normalizeUid(uid: string): string {
  return /[A-Z]/.test(uid) ? uid.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : uid;
}
