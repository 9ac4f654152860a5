import { open, rm } from 'node:fs/promises';
import { unwritable } from '../system-errors.js';
import type { Format } from './rows.js';

/** The file of the rows that failed. It has the format of the file they come from, so it can be imported again. */
export interface FailedFile {
  /** Sets the header of CSV, before the first row. */
  setHeader(raw: string): void;
  /** Writes a row. Rows are written in the order of the calls. */
  add(raw: string): Promise<void>;
  /** Ends the file. A file without rows is removed. */
  close(): Promise<void>;
}

/** Creates the file, which only this user can read. Refuses to overwrite one: it may have rows that were not imported yet. */
export async function createFailedFile(path: string, format: Format): Promise<FailedFile> {
  const handle = await open(path, 'wx', 0o600).catch((error) => {
    const hint = error.code === 'EEXIST' ? 'Import its rows or delete it, or give another name.' : undefined;
    throw unwritable(path, error, hint);
  });
  let header = '';
  let rows = 0;
  let size = 0;
  let queue: Promise<unknown> = Promise.resolve();

  async function append(text: string): Promise<void> {
    try {
      await handle.appendFile(text);
    } catch (error) {
      // A part of the row may be there, for example if the disk is full. Nothing may follow it.
      await handle.truncate(size).catch(() => undefined);
      throw error;
    }
    size += Buffer.byteLength(text);
  }

  function write(text: string): Promise<void> {
    const done = queue.then(() => append(text));
    queue = done.catch(() => undefined);
    return done.catch((error) => {
      throw unwritable(path, error, 'The import stopped. Run it again with another path for --failed.');
    });
  }

  return {
    setHeader: (raw) => {
      header = raw;
    },
    add: (raw) => {
      rows++;
      const isFirst = rows === 1;
      if (format === 'csv') return write(isFirst ? header + raw : raw);
      if (format === 'json') return write(`${isFirst ? '[\n' : ',\n'}${raw}`);
      return write(`${raw}\n`);
    },
    close: async () => {
      try {
        if (format === 'json' && rows > 0) await write('\n]\n');
      } finally {
        await queue;
        await handle.close();
        if (rows === 0) await rm(path, { force: true });
      }
    },
  };
}
