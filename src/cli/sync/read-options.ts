import type { RateOptions } from '../../server.js';
import type { Options } from '../arguments.js';
import { UsageError } from '../failure.js';

/** Makes a reader for an option that is a whole number from 1 to `max`. */
export function readNumber(option: string, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
    throw new UsageError(`${option} must be a whole number from 1 to ${max}, not ${text}.`);
  };
}

/** The option of every command that changes many users. */
export const RATE_OPTION = {
  rate: {
    value: 'SHARE',
    read: readRate,
    text: 'the part of the rate limit to use, 1% to 100% (default 80%: the rest is for logins), or off for no limit',
  },
} as const satisfies Options;

/** Reads the part of the rate limit to use: a percentage, or `off`. */
function readRate(text: string): RateOptions | false {
  if (text === 'off') return false;
  const share = /^\d+(\.\d+)?%$/.test(text) ? Number.parseFloat(text) / 100 : Number.NaN;
  if (share >= 0.01 && share <= 1) return { share };
  throw new UsageError(`--rate must be a percentage from 1% to 100%, or off, not ${text}.`);
}

/** Reads a number of users, or a part of all users in percent. */
export function readMaxRemoved(text: string): number | `${number}%` {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d+(\.\d+)?%$/.test(text) && Number.parseFloat(text) <= 100) return text as `${number}%`;
  throw new UsageError(`--max-removed must be a number of users or a percentage, such as 50 or 5%, not ${text}.`);
}
