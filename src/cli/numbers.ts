import { UsageError } from './failure.js';

/** Makes a reader of a whole number from 1 on, for an option. */
export function readCount(option: string): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,8}$/.test(text))
      throw new UsageError(`${option} must be a whole number from 1 on, not "${text}".`);
    return Number(text);
  };
}
