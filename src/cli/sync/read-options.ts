import { UsageError } from '../failure.js';

/** Makes a reader for an option that is a whole number from 1 to `max`. */
export function readNumber(option: string, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
    throw new UsageError(`${option} must be a whole number from 1 to ${max}, not ${text}.`);
  };
}

/** Reads a number of users, or a part of all users in percent. */
export function readMaxRemoved(text: string): number | `${number}%` {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d+(\.\d+)?%$/.test(text) && Number.parseFloat(text) <= 100) return text as `${number}%`;
  throw new UsageError(`--max-removed must be a number of users or a percentage, such as 50 or 5%, not ${text}.`);
}
