import type { CometChatException } from '../../errors/exception.js';
import { problem } from '../../errors/issue.js';
import { explained } from '../explain.js';

/**
 * The time of an event: a `Date`, an ISO 8601 text with all its digits, or a growing number (milliseconds, a version) as a number, a
 * `bigint` or a text of digits, such as a `bigint` column of a database. Times are compared exactly. Use one kind for all events of a user:
 * either times (`Date`, ISO 8601) or numbers.
 */
export type EventTime = Date | string | number | bigint;

/**
 * A time in the form that is stored and compared: `time:` and the seconds since 1970, or `number:` and the number, in decimal digits.
 * A text, because a number of JavaScript holds neither microseconds nor every 64-bit integer.
 */
export type Instant = string;

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** A longer text is not a time. It limits what a record stores. */
const MAX_LENGTH = 64;

/** Says why a value is not the time of an event; `undefined` if it is one. */
export function eventTimeProblem(at: unknown): string | undefined {
  if (instantOf(at) !== undefined) return undefined;
  const isRounded = typeof at === 'number' && Number.isFinite(at);
  return isRounded
    ? 'is too large for a number, which has rounded it: give it as text or as a bigint'
    : 'must be the time of the event: a Date, an ISO 8601 text, a number, a bigint or a text of digits';
}

/** Reads the time of an event, which was checked. */
export function readEventTime(at: unknown): Instant {
  return instantOf(at) as Instant;
}

/** Compares two times: negative if `one` is earlier, 0 if they are equal. Throws if one is a time and the other a number. */
export function compareInstants(one: Instant, other: Instant): number {
  const [kind, a] = split(one);
  const [otherKind, b] = split(other);
  if (kind !== otherKind) throw mixedTimes();
  // Equal lengths of the fraction make both whole numbers of the same unit.
  const digits = Math.max(a.fraction.length, b.fraction.length);
  const difference =
    BigInt(a.whole + a.fraction.padEnd(digits, '0')) - BigInt(b.whole + b.fraction.padEnd(digits, '0'));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function mixedTimes(): CometChatException {
  const message =
    'at, the time of the event, is of another kind than the times of earlier events of this user. Use either times (Date, ISO 8601) or numbers.';
  return explained(problem('at', 'MIXED_EVENT_TIMES', message));
}

function instantOf(at: unknown): Instant | undefined {
  if (typeof at === 'bigint') return `number:${at}`;
  if (typeof at === 'number') return numberInstant(at);
  if (at instanceof Date) return Number.isFinite(at.getTime()) ? secondsInstant(BigInt(at.getTime()), 3) : undefined;
  if (typeof at !== 'string' || at.length > MAX_LENGTH) return undefined;
  return /^\d+$/.test(at) ? `number:${BigInt(at)}` : isoInstant(at);
}

function numberInstant(at: number): Instant | undefined {
  if (!Number.isFinite(at) || Math.abs(at) > Number.MAX_SAFE_INTEGER) return undefined;
  if (Number.isInteger(at)) return `number:${BigInt(at)}`;
  // A fraction of a safe integer has at most 20 digits that matter; smaller ones are written without an exponent.
  const text = String(at);
  return `number:${text.includes('e') ? at.toFixed(20).replace(/0+$/, '') : text}`;
}

/** A text without an offset counts as UTC: the zone of a server must not decide which event is newer. */
function isoInstant(text: string): Instant | undefined {
  const [match, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    DATE.exec(text) ?? [];
  if (!match) return undefined;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = validUtc(...parts);
  const offset = offsetMinutes(zone);
  if (ms === undefined || offset === undefined) return undefined;
  const seconds = BigInt(ms / 1000 - offset * 60);
  const scale = 10n ** BigInt(fraction.length);
  return secondsInstant(seconds * scale + BigInt(fraction || '0'), fraction.length);
}

/** Milliseconds since 1970; `undefined` for a day or an hour that does not exist. */
function validUtc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  // Date.UTC would take the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.setUTCHours(hour, minute, second);
}

function offsetMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Writes a whole number of units as seconds, without zeros at the end of the fraction. */
function secondsInstant(units: bigint, digits: number): Instant {
  const sign = units < 0n ? '-' : '';
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return `time:${sign}${whole}${fraction && `.${fraction}`}`;
}

function split(instant: Instant): [kind: string, { whole: string; fraction: string }] {
  const colon = instant.indexOf(':');
  const [whole = '', fraction = ''] = instant.slice(colon + 1).split('.');
  return [instant.slice(0, colon), { whole, fraction }];
}
