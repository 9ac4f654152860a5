import type { ErrorKind } from '../errors/kinds.js';

/** A command did what it was asked to do. */
export const SUCCESS = 0;

/** A command failed for a reason without a code of its own: a file cannot be read, rows failed, `doctor` found a problem. */
export const FAILURE = 1;

/** The command line or a setting is wrong. Nothing was sent. */
export const USAGE = 2;

/** The exit code for each kind of error. `docs/command.md` has the same table. */
export const EXIT_CODES = {
  config: USAGE,
  validation: 3,
  authentication: 4,
  permission: 5,
  notFound: 6,
  conflict: 7,
  rateLimit: 8,
  network: 9,
  timeout: 10,
  server: 11,
  badResponse: 12,
  // A login replaces another one: no command logs in.
  superseded: FAILURE,
  // 128 and the number of SIGINT, as shells count.
  aborted: 130,
} as const satisfies Record<ErrorKind, number>;
