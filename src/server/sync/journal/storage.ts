import type { Medium } from './medium.js';
import { journalProblem } from './problems.js';
import type { JournalStorage } from './types.js';

const NAME = 'in your storage';

/** The longest time that a call of a storage may take. A journal of many rows is large, so it is longer than for a request. */
const CALL_MS = 60_000;

/** A run that uses a storage. */
interface Use {
  /** The call that the run left behind when it ended; `undefined` while the run uses the storage. */
  left?: Promise<unknown>;
}

/** The newest run of this process for each storage. */
const uses = new WeakMap<JournalStorage, Use>();

/**
 * Opens the journal in a storage of the app. Its calls may never settle, so each of them rejects after 60 s, and with the reason of the
 * signal as soon as that is aborted.
 */
export async function openJournalStorage(storage: JournalStorage, signal?: AbortSignal): Promise<Medium> {
  const earlier = uses.get(storage);
  if (earlier && !earlier.left)
    throw journalProblem('JOURNAL_IN_USE', `The journal ${NAME} is in use by another run: wait until it has ended.`);
  const use: Use = {};
  uses.set(storage, use);
  let latest: Promise<unknown> = earlier?.left ?? Promise.resolve();
  /** The calls come one after the other. The latest one may still go on when the run has ended. */
  function call<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    const result = (async () => work())();
    latest = result.catch(() => undefined);
    return settled(result, signal, `${name}() did not settle`);
  }
  const close = () => {
    use.left = latest;
  };
  try {
    // A call of an aborted run may still write. Its text must not come after the first text of this run.
    await settled(latest, signal, 'a call of an earlier run did not settle');
  } catch (error) {
    close();
    throw error;
  }
  const readAll = async () => {
    const text = (await call('read', () => storage.read())) ?? '';
    if (typeof text === 'string') return text;
    throw journalProblem('JOURNAL_UNUSABLE', 'read() of the journal must return a string or undefined.');
  };
  return {
    name: NAME,
    async *read() {
      yield await readAll();
    },
    append: (text) => call('append', () => storage.append(text)),
    cut: async (length) => {
      const text = (await readAll()).slice(0, length);
      await call('replace', () => storage.replace(text));
    },
    sync: () => {},
    close,
  };
}

/** Settles as a call does. Rejects when the signal is aborted, and when the call takes too long. */
function settled<T>(work: Promise<T>, signal: AbortSignal | undefined, problem: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => end(() => reject(signal?.reason));
    const timer = setTimeout(() => end(() => reject(tooLong(problem))), CALL_MS);
    function end(settle: () => void): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      settle();
    }
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    work.then(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error)),
    );
  });
}

function tooLong(problem: string): Error {
  return journalProblem('JOURNAL_FAILED', `The journal ${NAME} cannot be used: ${problem} within ${CALL_MS / 1000} s.`);
}
