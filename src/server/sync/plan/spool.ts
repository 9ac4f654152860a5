import { CometChatException } from '../../../errors/exception.js';
import { explained } from '../../explain.js';
import { findNodeModules, type NodeModules } from '../../node-modules.js';
import { textLines } from './text-lines.js';

/** Stores lines once and reads them again, in order. */
export interface Spool {
  add(line: string): void;
  lines(): AsyncGenerator<string, undefined>;
  /** Removes the lines. */
  close(): void;
}

/** Creates a spool: a temporary file where there are files, otherwise memory. */
export function createSpool(): Spool {
  const modules = findNodeModules();
  if (!modules) return new MemorySpool();
  try {
    return new FileSpool(modules);
  } catch (cause) {
    throw spoolFailed(cause);
  }
}

class MemorySpool implements Spool {
  #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
  }

  async *lines(): AsyncGenerator<string, undefined> {
    yield* this.#lines;
  }

  close(): void {
    this.#lines = [];
  }
}

/** Bytes that are written or read at once. */
const CHUNK = 64 * 1024;

/**
 * A temporary file that only this user can read. Its name is removed as soon as it is open, so that nothing is left when the process ends,
 * however that happens.
 */
class FileSpool implements Spool {
  readonly #modules: NodeModules;
  readonly #name: string;
  readonly #file: number;
  #waiting: string[] = [];
  #waitingLength = 0;
  #isClosed = false;

  constructor(modules: NodeModules) {
    const { fs, os, path } = modules;
    this.#modules = modules;
    this.#name = path.join(os.tmpdir(), `cometchat-users-${crypto.randomUUID()}.ndjson`);
    this.#file = fs.openSync(this.#name, 'wx+', 0o600);
    this.#remove();
  }

  add(line: string): void {
    this.#waiting.push(line, '\n');
    this.#waitingLength += line.length;
    if (this.#waitingLength >= CHUNK) this.#flush();
  }

  async *lines(): AsyncGenerator<string, undefined> {
    this.#flush();
    for await (const { text } of textLines(this.#chunks())) yield text;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#modules.fs.closeSync(this.#file);
    this.#remove();
  }

  *#chunks(): Generator<Uint8Array, undefined> {
    for (let at = 0; ; ) {
      const chunk = new Uint8Array(CHUNK);
      const length = this.#run((fs) => fs.readSync(this.#file, chunk, 0, CHUNK, at));
      if (length === 0) return;
      at += length;
      yield chunk.subarray(0, length);
    }
  }

  #flush(): void {
    const bytes = new TextEncoder().encode(this.#waiting.join(''));
    [this.#waiting, this.#waitingLength] = [[], 0];
    for (let at = 0; at < bytes.length; ) at += this.#run((fs) => fs.writeSync(this.#file, bytes, at));
  }

  #run<T>(work: (fs: NodeModules['fs']) => T): T {
    if (this.#isClosed) throw spoolFailed(new Error('The plan was closed.'));
    try {
      return work(this.#modules.fs);
    } catch (cause) {
      throw spoolFailed(cause);
    }
  }

  /** Windows may refuse to remove an open file; then `close` removes it. */
  #remove(): void {
    try {
      this.#modules.fs.rmSync(this.#name, { force: true });
    } catch {}
  }
}

function spoolFailed(cause: unknown): CometChatException {
  const message = `The rows of the source cannot be stored in a temporary file: ${(cause as Error).message}`;
  return explained(new CometChatException({ code: 'SOURCE_FAILED', message, cause }));
}
