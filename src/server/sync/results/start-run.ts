import { CometChatException } from '../../../errors/exception.js';
import { Results } from './results.js';

/** A run that has started: its results, and its end. */
export interface StartedRun<Result, Summary> extends AsyncIterable<Result> {
  readonly summary: Promise<Summary>;
}

/**
 * Starts a run in the next turn of the event loop, so that the caller can begin to iterate before the first result. The run gets the
 * place for its results, and a signal that is aborted when the caller leaves its loop over them.
 */
export function startRun<Result, Summary>(
  operation: string,
  run: (results: Results<Result>, left: AbortSignal) => Promise<Summary>,
): StartedRun<Result, Summary> {
  const abort = new AbortController();
  const results = new Results<Result>({ operation, onBreak: () => abort.abort(left()) });
  const summary = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
    results.begin();
    return run(results, abort.signal);
  });
  // The caller may use only the iteration. It gets the same error.
  summary.then(
    () => results.end(),
    (error) => results.end(error),
  );
  return { summary, [Symbol.asyncIterator]: () => results.read() };
}

/** The reason of a run whose reader left its loop. */
function left(): CometChatException {
  return new CometChatException({
    code: 'REQUEST_ABORTED',
    message: 'The loop over the results ended before the run.',
  });
}
