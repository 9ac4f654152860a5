import { FAILURE, SUCCESS } from './exit-codes.js';
import { CommandError } from './failure.js';
import type { Io } from './io.js';
import { reportOf } from './report.js';
import { hasColors, styleOf } from './style.js';
import { meaningOf } from './system-errors.js';

/**
 * Tells that standard output cannot be written, for example because the disk is full. Returns the exit code. A reader that has enough,
 * such as `head`, closes the pipe: that is no error.
 */
export function tellBrokenOutput(error: NodeJS.ErrnoException, { stderr, env }: Io, json: boolean): number {
  if (error.code === 'EPIPE') return SUCCESS;
  const { json: fields, text } = reportOf(
    new CommandError(`Standard output cannot be written: ${meaningOf(error) ?? error.message}.`),
  );
  stderr.write(`${json ? JSON.stringify(fields) : text(styleOf(hasColors(stderr, env)))}\n`);
  return FAILURE;
}
