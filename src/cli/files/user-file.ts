import { createReadStream, openSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { isatty, ReadStream } from 'node:tty';
import { CommandError } from '../failure.js';
import type { Io } from '../io.js';
import { unreadable } from '../system-errors.js';
import { openNamedPipe } from './named-pipe.js';
import { spool } from './spool.js';

/** The bytes that are read at once. */
const CHUNK = 64 * 1024;

/** A file of users that a command reads. */
export interface UserFile {
  /** The name for messages. */
  readonly name: string;
  /** When the file was saved last; for a stream, when the command began to read it. By the clock of this machine. */
  readonly savedAt: Date;
  /** Reads the file from its start. It may be called again, unless the file was opened with `once`. */
  read(): AsyncIterable<Uint8Array>;
  /** Closes the file, and removes the temporary copy of a stream. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly io: Pick<Io, 'stdin'>;
  readonly signal: AbortSignal;
  /** True if it is read only once: a stream is then read directly and not copied to a temporary file. */
  readonly once?: boolean | undefined;
}

/** Opens a file of users; `-` is standard input. It is read twice, so the bytes of a pipe go to a temporary file first. */
export async function openUserFile(path: string, options: OpenOptions): Promise<UserFile> {
  if (path === '-') return openStream('standard input', options.io.stdin, options);
  const refuse = (error: unknown) => {
    throw unreadable(path, error);
  };
  const kind = await stat(path).catch(refuse);
  // Also <(command) of a shell.
  if (kind.isFIFO()) return openStream(path, await openNamedPipe(path, options.signal).catch(refuse), options);
  if (kind.isCharacterDevice()) return openStream(path, openDevice(path), options);
  const handle = await open(path, 'r').catch(refuse);
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw unreadable(path, Object.assign(new Error(), { code: 'EISDIR' }));
    if (found.isFile()) return fromHandle(path, handle, found.mtime);
    return await openStream(path, handle.createReadStream(), options);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

/** Opens a device. The stream of a file would wait for a terminal in a thread, and the process could not exit meanwhile. */
function openDevice(path: string): Readable {
  const descriptor = openSync(path, 'r');
  return isatty(descriptor) ? new ReadStream(descriptor) : createReadStream(path, { fd: descriptor });
}

async function openStream(name: string, stream: Readable, { signal, once }: OpenOptions): Promise<UserFile> {
  const savedAt = new Date();
  if (once)
    return { name, savedAt, read: () => addAbortSignal(signal, stream), close: async () => void stream.destroy() };
  const { handle, remove } = await spool(name, stream, signal);
  const file = fromHandle(name, handle, savedAt);
  return {
    ...file,
    close: async () => {
      await file.close();
      await remove();
    },
  };
}

/** A file that is open. Its name is not used again: another file may have it by now. */
function fromHandle(name: string, handle: FileHandle, savedAt: Date): UserFile {
  let first: string | undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    const { size, mtimeMs } = await handle.stat();
    const state = `${size} ${mtimeMs}`;
    first ??= state;
    if (state !== first) throw new CommandError(`${name} changed while it was read.`, 'Run the command again.');
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  return { name, savedAt, read, close: () => handle.close() };
}
