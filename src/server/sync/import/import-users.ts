import { amend, asException, CometChatException } from '../../../errors/exception.js';
import type { AdminContext } from '../../context.js';
import { openJournal } from '../journal/open.js';
import { Results } from '../results/results.js';
import { checkImport, OPERATION } from './options.js';
import { ImportRunner } from './run.js';
import type { ImportOptions, ImportResult, ImportRun, ImportSummary } from './types.js';

/**
 * Imports users. The run begins by itself in the next turn of the event loop, so that the caller can begin to iterate before the first
 * result.
 */
export function importUsers(
  context: AdminContext,
  source: unknown,
  given: ImportOptions | null | undefined,
): ImportRun {
  let runner: ImportRunner | undefined;
  const results = new Results<ImportResult>({ operation: OPERATION, onBreak: () => runner?.abort(left()) });
  const summary = new Promise<ImportSummary>((resolve) => {
    const options = checkImport(source, given);
    const { journal, sourceId, restart } = options;
    runner = new ImportRunner({
      context,
      source: source as object,
      options,
      results,
      openJournal:
        journal === undefined
          ? undefined
          : (signal) => openJournal({ journal, sourceId, restart, signal, ...context.app }),
    });
    const begun = runner;
    setTimeout(() => {
      results.begin();
      resolve(begun.run());
    }, 0);
  }).catch((cause) => {
    const error = amend(asException(cause), { operation: OPERATION });
    results.end(error);
    throw error;
  });
  // The caller may iterate only, or await only.
  summary.catch(() => undefined);
  return { summary, [Symbol.asyncIterator]: () => results.read() };
}

/** The reason of a run whose reader left its loop. */
function left(): CometChatException {
  return new CometChatException({
    code: 'REQUEST_ABORTED',
    message: 'The loop over the results ended before the import.',
  });
}
