import { amend, asException } from '../../../errors/exception.js';
import type { AdminContext } from '../../context.js';
import { openJournal } from '../journal/open.js';
import { startRun } from '../results/start-run.js';
import { checkImport, OPERATION } from './options.js';
import { ImportRunner } from './run.js';
import type { ImportOptions, ImportResult, ImportRun, ImportSummary } from './types.js';

/** Imports users. The run begins by itself. */
export function importUsers(
  context: AdminContext,
  source: unknown,
  given: ImportOptions | null | undefined,
): ImportRun {
  return startRun<ImportResult, ImportSummary>(OPERATION, async (results, left) => {
    try {
      const options = checkImport(source, given);
      const { journal, sourceId, restart } = options;
      const open =
        journal === undefined
          ? undefined
          : (signal: AbortSignal) => openJournal({ journal, sourceId, restart, signal, ...context.app });
      const runner = new ImportRunner({ context, source: source as object, options, results, left, openJournal: open });
      return await runner.run();
    } catch (cause) {
      throw amend(asException(cause), { operation: OPERATION });
    }
  });
}
