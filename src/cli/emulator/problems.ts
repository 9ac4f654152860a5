import { CommandError, UsageError } from '../failure.js';
import { meaningOf } from '../system-errors.js';

/** The given values that a problem of the system can be about. */
interface Given {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
}

/** Converts an error of `createEmulator` to one that names the option of the command. */
export function creationProblem(error: unknown, { data }: Given): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof TypeError) return new UsageError(`${withOptionNames(error.message)}.`);
  const meaning = meaningOf(error) ?? meaningOf((error as Error | undefined)?.cause);
  if (data === undefined || !(error instanceof Error)) return error;
  if (meaning === undefined) return new CommandError(error.message);
  // `mkdir` says that a file with this name exists.
  const why = meaning === meaningOf({ code: 'EEXIST' }) ? 'it is a file' : meaning;
  return new UsageError(`--data must be a folder that this user may write, not "${data}": ${why}.`);
}

/** Converts an error of `listen` to one in plain words. */
export function listenProblem(error: unknown, { port = 7700, host = '127.0.0.1' }: Given): unknown {
  switch (((error as Error | undefined)?.cause as NodeJS.ErrnoException | undefined)?.code) {
    case 'EADDRINUSE':
      return new CommandError((error as Error).message);
    case 'EACCES':
      return new UsageError(
        `This user may not listen on port ${port}.`,
        'Pass a port from 1024 on, or 0 for a free one.',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'EAFNOSUPPORT':
      return new UsageError(
        `--host must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, not "${host}".`,
      );
    default:
      return error instanceof Error ? new CommandError(error.message) : error;
  }
}

/** Replaces the names of the library's options in a message with the names of the command's options. */
function withOptionNames(message: string): string {
  return message
    .replace(/^createEmulator: /, '')
    .replace(/^allowOrigins\[\d+\]/, '--allow-origin')
    .replace(/^hosts\[\d+\]/, '--allow-host')
    .replace(/^appId/, '--app-id');
}
