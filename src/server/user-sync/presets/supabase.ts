import type { MappedChanges, UserChange } from '../../changes/change.js';
import type { EventTime } from '../../changes/time.js';
import { nameFrom, type Preset, urlFrom } from './preset.js';

/** A row of `auth.users`, as far as the mapping uses it. */
interface AuthUser {
  readonly id: string;
  readonly raw_user_meta_data?: Readonly<Record<string, unknown>> | null;
  readonly created_at: string;
  readonly updated_at?: string | null;
  readonly banned_until?: string | null;
  readonly deleted_at?: string | null;
}

/** The payload of a database webhook on `auth.users`. */
interface DatabaseEvent {
  readonly type: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly schema: string;
  readonly table: string;
  readonly record: AuthUser | null;
  readonly old_record: AuthUser | null;
}

/** The payload of the auth hook "before user created". */
interface HookEvent {
  readonly metadata: { readonly name: string; readonly time: string };
  readonly user: { readonly id: string; readonly user_metadata?: Readonly<Record<string, unknown>> | null };
}

/**
 * Supabase: a database webhook on the table `auth.users`, with the secret as a bearer token because database webhooks are not signed; and
 * the signed auth hook "before user created". Sources:
 * [database webhooks](https://supabase.com/docs/guides/database/webhooks),
 * [hook](https://supabase.com/docs/guides/auth/auth-hooks/before-user-created-hook).
 */
export const supabase: Preset = {
  acceptsBearer: true,
  map(event): MappedChanges {
    const given = event as Partial<DatabaseEvent & HookEvent>;
    if (given.metadata?.name === 'before-user-created' && given.user) {
      const { id, user_metadata } = given.user;
      return { action: 'ensure', user: userOf(id, user_metadata), at: given.metadata.time };
    }
    if (given.schema !== 'auth' || given.table !== 'users') return null;
    if (given.type !== 'DELETE') return given.record ? changesOf(given.record) : null;
    // A deletion has no time of its own. At equal times, a deletion wins.
    return given.old_record ? { action: 'erase', uid: given.old_record.id, at: timeOf(given.old_record) } : null;
  },
};

function changesOf(row: AuthUser): UserChange | UserChange[] {
  const { id: uid, raw_user_meta_data, banned_until, deleted_at } = row;
  const at = timeOf(row);
  // A soft deletion keeps the row.
  if (deleted_at) return { action: 'deactivate', uid, at };
  const ensure = { action: 'ensure', user: userOf(uid, raw_user_meta_data), at } as const;
  const isBanned = Boolean(banned_until) && Date.parse(String(banned_until)) > Date.parse(String(at));
  return isBanned ? [ensure, { action: 'deactivate', uid, at }] : { ...ensure, reactivate: 'ownBan' };
}

function timeOf({ updated_at, created_at }: AuthUser): EventTime {
  return updated_at ?? created_at;
}

/** The names under which the login providers of Supabase store a name and a picture. */
function userOf(uid: string, metadata: Readonly<Record<string, unknown>> | null | undefined) {
  const { full_name, name, user_name, preferred_username, avatar_url, picture } = metadata ?? {};
  const avatar = urlFrom(avatar_url, picture);
  return {
    uid,
    name: nameFrom(full_name, name, user_name, preferred_username, uid) ?? uid,
    ...(avatar && { avatar }),
  };
}
