import type { Medium } from './medium.js';
import { journalProblem } from './problems.js';
import type { JournalStorage } from './types.js';

const NAME = 'in your storage';

/** The storages that a run of this process uses. */
const inUse = new WeakSet<JournalStorage>();

/** Opens the journal in a storage of the app. */
export function openJournalStorage(storage: JournalStorage): Medium {
  if (inUse.has(storage))
    throw journalProblem('JOURNAL_IN_USE', `The journal ${NAME} is in use by another run: wait until it has ended.`);
  inUse.add(storage);
  const readAll = async () => {
    const text = (await storage.read()) ?? '';
    if (typeof text === 'string') return text;
    throw journalProblem('JOURNAL_UNUSABLE', 'read() of the journal must return a string or undefined.');
  };
  return {
    name: NAME,
    async *read() {
      yield await readAll();
    },
    append: (text) => storage.append(text),
    cut: async (length) => storage.replace((await readAll()).slice(0, length)),
    sync: () => {},
    close: () => {
      inUse.delete(storage);
    },
  };
}
