import { asException, CometChatException } from '../errors/exception.js';
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

/** A user as JSON: `UserFields`, and other fields that the service sends. */
export type UserJSON = UserFields & { [field: string]: unknown };

/** A user as JSON, with the auth token that some responses contain. */
export type UserResponse = UserJSON & { authToken?: string };

/**
 * The reader of each field of a user. Only the uid must be valid. A value of another type is converted if its meaning is certain;
 * otherwise it is left out and reported. It never makes a response unusable. `null` counts as absent in every field.
 * In the table, "absent" means that the value counts as absent.
 */
const READERS: Readonly<Record<string, FieldReader>> = {
  // field          reader            also accepted
  uid: text, //                       a number; `uidText` reads it first
  name: text, //                      a number
  avatar: text, //                    a number
  link: text, //                      a number
  role: text, //                      a number
  statusMessage: text, //             a number
  status, //                          other texts than `offline` are `online`; '' is absent
  tags: texts, //                     numbers in it; '' and {} are absent
  metadata: object, //                [] and '' are absent
  lastActiveAt: number, //            digits in a text; '' is absent
  createdAt: number, //               digits in a text; '' is absent
  updatedAt: number, //               digits in a text; '' is absent
  deactivatedAt, //                   see below
  hasBlockedMe: flag, //              0, 1, '0', '1', 'true', 'false'; '' is absent
  blockedByMe: flag, //               0, 1, '0', '1', 'true', 'false'; '' is absent
  authToken: token, //                '' is absent
  // Keys for the realtime service and its hosts, from the response to a login. They are not fields of a user.
  wsChannel: nothing,
  jwt: nothing,
  fat: nothing,
  settings: nothing,
};

/** A user that was read; or the name of the field that is not usable. */
export type ParsedUser =
  | { readonly user: UserResponse; readonly odd: readonly OddField[]; readonly badField?: never }
  | { readonly badField: 'user' | 'uid'; readonly user?: never; readonly odd?: never };

/** Reads a user from JSON. Throws a `CometChatException` that names the first field that is not usable. */
export function readUser(json: unknown): UserResponse {
  const { user, odd, badField = odd?.[0]?.field } = withException(() => parseUser(json));
  if (user && badField === undefined) return user;
  const code = badField === 'uid' ? 'INVALID_UID' : 'INVALID_USER';
  throw new CometChatException({
    code,
    kind: 'validation',
    message: badField === 'user' ? 'This is not a user.' : `This is not a user: its ${badField} is not usable.`,
  });
}

/** Turns an error that reading the argument threw, such as one of a getter, into a `CometChatException`. */
function withException<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw asException(error);
  }
}

/** Reads a user from JSON. The user keeps unknown fields. */
export function parseUser(data: unknown): ParsedUser {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { badField: 'user' };
  const uid = uidText((data as { uid?: unknown }).uid);
  if (uid === undefined) return { badField: 'uid' };
  const { fields, odd } = readFields(data, READERS, any);
  return { user: Object.assign(fields, { uid }), odd };
}

/** Reads a status: `available` in REST rows, `online` in the SDK. Every text but `offline` means `online`, as in the vendor's SDK. */
function status(value: unknown): unknown {
  if (typeof value !== 'string') return ODD;
  return value === '' ? undefined : value === 'offline' ? 'offline' : 'online';
}

/** The time of a deactivation whose time cannot be read. */
const UNKNOWN_TIME = 1;

/**
 * Reads the time of a deactivation. `false`, 0 and empty values mean an active user. Every other value means a deactivated user, even
 * if the time cannot be read: to take a deactivated user for an active one would be worse. A date in a text is converted.
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
