import * as z from 'zod/mini';
import type { UserFields } from './fields.js';

/** A user as JSON: `UserFields`, and whatever else the service sends. */
export type UserJSON = UserFields & { [field: string]: unknown };

const text = z.optional(z.nullable(z.string()));
const seconds = z.optional(z.nullable(z.number()));
const flag = z.optional(z.nullable(z.boolean()));

/** Loose on fields we do not know, strict on those we use. */
const wireUser = z.looseObject({
  uid: z.string().check(z.minLength(1)),
  name: text,
  avatar: text,
  link: text,
  role: text,
  metadata: z.unknown(),
  status: text,
  statusMessage: text,
  tags: z.optional(z.nullable(z.array(z.string()))),
  lastActiveAt: seconds,
  createdAt: seconds,
  updatedAt: seconds,
  deactivatedAt: seconds,
  hasBlockedMe: flag,
  blockedByMe: flag,
  authToken: text,
});

/** Of the answer to a login: keys to the realtime service and its hosts, which have no place on a user. */
const NOT_OF_THE_USER = ['wsChannel', 'jwt', 'fat', 'settings'];

/** Reads a user from JSON, or says which field is not usable. */
export function parseUser(data: unknown): { user: UserJSON; problem?: never } | { problem: string; user?: never } {
  const result = z.safeParse(wireUser, data);
  if (!result.success) return { problem: result.error.issues[0]?.path.join('.') || 'user' };
  const user = Object.entries(result.data).filter(([field, value]) => isKept(field, value));
  return { user: { ...Object.fromEntries(user), ...status(result.data.status) } as UserJSON };
}

function isKept(field: string, value: unknown): boolean {
  if (value === null || value === undefined || NOT_OF_THE_USER.includes(field)) return false;
  // An empty object becomes `[]` on its way through some of the service's own stores.
  return field !== 'metadata' || (typeof value === 'object' && !Array.isArray(value));
}

/** `available` on REST rows, `online` in the SDK; anything but `offline` means connected, as in the vendor's SDK. */
function status(value: string | null | undefined): Pick<UserFields, 'status'> {
  return value ? { status: value === 'offline' ? 'offline' : 'online' } : {};
}
