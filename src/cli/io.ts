import type { Readable, Writable } from 'node:stream';

/** A standard stream. It is a terminal, a file or a pipe. */
export interface Terminal {
  /** True if a person sits at the other end. */
  readonly isTTY?: boolean;
  /** The width of the terminal, in characters. */
  readonly columns?: number;
}

/** The streams and the environment of the process. */
export interface Io {
  readonly stdin: Readable & Terminal;
  readonly stdout: Writable & Terminal;
  readonly stderr: Writable & Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
}
