import {
  any,
  type FieldReader,
  flag,
  isEmpty,
  number,
  ODD,
  type OddField,
  object,
  readFields,
  text,
  texts,
  token,
} from './field-readers.js';
import type { UserFields } from './fields.js';
import { uidText } from './uid.js';

/** A user as JSON: `UserFields`, and whatever else the service sends. */
export type UserJSON = UserFields & { [field: string]: unknown };

/** The same with the token that some answers carry. */
export type UserAnswer = UserJSON & { authToken?: string };

/**
 * How each field of a user is read. Only the uid must be right. A value of another type is converted where its meaning is certain,
 * else left out and reported; it never makes a response unusable. `null` says nothing in every field.
 */
const READERS: Readonly<Record<string, FieldReader>> = {
  // field          reader            also accepted
  uid: text, //                       a number; it is read by `uidText` before
  name: text, //                      a number
  avatar: text, //                    a number
  link: text, //                      a number
  role: text, //                      a number
  statusMessage: text, //             a number
  status, //                          anything but `offline` is `online`; '' says nothing
  tags: texts, //                     numbers among them; '' and {} say nothing
  metadata: object, //                [] and '' say nothing
  lastActiveAt: number, //            digits in a text; '' says nothing
  createdAt: number, //               digits in a text; '' says nothing
  updatedAt: number, //               digits in a text; '' says nothing
  deactivatedAt, //                   see below
  hasBlockedMe: flag, //              0, 1, '0', '1', 'true', 'false'; '' says nothing
  blockedByMe: flag, //               0, 1, '0', '1', 'true', 'false'; '' says nothing
  authToken: token, //                '' says nothing
  // Keys to the realtime service and its hosts, in the response to a login. They have no place on a user.
  wsChannel: nothing,
  jwt: nothing,
  fat: nothing,
  settings: nothing,
};

/** A user that was read, or the field without which it is none. */
export type ParsedUser =
  | { readonly user: UserAnswer; readonly odd: readonly OddField[]; readonly problem?: never }
  | { readonly problem: 'user' | 'uid'; readonly user?: never; readonly odd?: never };

/** Reads a user from JSON. Fields that are not known here are kept. */
export function parseUser(data: unknown): ParsedUser {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { problem: 'user' };
  const uid = uidText((data as { uid?: unknown }).uid);
  if (uid === undefined) return { problem: 'uid' };
  const { fields, odd } = readFields(data, READERS, any);
  return { user: Object.assign(fields, { uid }), odd };
}

/** `available` in REST rows, `online` in the SDK; anything but `offline` means connected, as in the vendor's SDK. */
function status(value: unknown): unknown {
  if (typeof value !== 'string') return ODD;
  return value === '' ? undefined : value === 'offline' ? 'offline' : 'online';
}

/** The time of a deactivation that does not say when it was. */
const UNKNOWN_TIME = 1;

/**
 * Any value but `false`, 0 and what is empty means that the user is deactivated, also where the time cannot be read: to take a
 * deactivated user for an active one would be the worse mistake. A date in a text is converted.
 */
function deactivatedAt(value: unknown): unknown {
  if (value === false || isEmpty(value)) return undefined;
  const seconds = number(value);
  if (typeof seconds === 'number' || seconds === undefined) return seconds;
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Math.floor(ms / 1000) || UNKNOWN_TIME;
}

function nothing(): undefined {
  return undefined;
}
