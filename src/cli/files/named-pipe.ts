import { closeSync, constants, open, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** How often an abort tries to end the wait for a writer, in milliseconds. */
const RETRY_MS = 10;

/**
 * Opens a named pipe for reading. The system lets that wait until another process opens the pipe for writing, and a process cannot exit
 * while it waits. So an abort ends the wait.
 */
export async function openNamedPipe(path: string, signal: AbortSignal): Promise<Readable> {
  signal.throwIfAborted();
  let retry: ReturnType<typeof setTimeout> | undefined;
  const onAbort = () => {
    openAsWriter(path);
    // The wait begins in another thread, perhaps after the abort.
    retry = setTimeout(onAbort, RETRY_MS);
  };
  signal.addEventListener('abort', onAbort);
  try {
    const descriptor = await promisify(open)(path, 'r');
    // The stream of a file would wait for data in a thread, which has no end at an abort either.
    const stream = new Socket({ fd: descriptor, readable: true, writable: false });
    if (signal.aborted) stream.destroy();
    signal.throwIfAborted();
    return stream;
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(retry);
  }
}

/** Opens the pipe for writing for a moment: then its readers do not wait any longer. */
function openAsWriter(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
  } catch {
    // No reader waits yet.
  }
}
