import type { UserFields } from './fields.js';
import { filledText, maybe, maybeTexts, maybeToken, misfit, type Shape } from './shapes.js';

/** A user as JSON: `UserFields`, and whatever else the service sends. */
export type UserJSON = UserFields & { [field: string]: unknown };

/** The same with the token that some answers carry. */
export type UserAnswer = UserJSON & { authToken?: string };

/** Loose on fields we do not know, strict on those we use. */
const wireUser: Shape = {
  uid: filledText,
  name: maybe('string'),
  avatar: maybe('string'),
  link: maybe('string'),
  role: maybe('string'),
  status: maybe('string'),
  statusMessage: maybe('string'),
  tags: maybeTexts,
  lastActiveAt: maybe('number'),
  createdAt: maybe('number'),
  updatedAt: maybe('number'),
  deactivatedAt: maybe('number'),
  hasBlockedMe: maybe('boolean'),
  blockedByMe: maybe('boolean'),
  authToken: maybeToken,
};

/** Of the answer to a login: keys to the realtime service and its hosts, which have no place on a user. And no prototype. */
const NOT_OF_THE_USER = ['wsChannel', 'jwt', 'fat', 'settings', '__proto__'];

/** Reads a user from JSON, or says which field is not usable. */
export function parseUser(data: unknown): { user: UserAnswer; problem?: never } | { problem: string; user?: never } {
  const problem = misfit(wireUser, data);
  if (problem !== undefined) return { problem: problem || 'user' };
  const json = data as { readonly [field: string]: unknown };
  const user: { [field: string]: unknown } = {};
  for (const field of Object.keys(json)) if (isKept(field, json[field])) user[field] = json[field];
  // `available` on REST rows, `online` in the SDK; anything but `offline` means connected, as in the vendor's SDK.
  if (user.status) user.status = user.status === 'offline' ? 'offline' : 'online';
  return { user: user as UserAnswer };
}

function isKept(field: string, value: unknown): boolean {
  if (value === null || value === undefined || NOT_OF_THE_USER.includes(field)) return false;
  // An empty object becomes `[]` on its way through some of the service's own stores.
  return field !== 'metadata' || (typeof value === 'object' && !Array.isArray(value));
}
