import type { CometChatException } from '../../../errors/exception.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { MergedField } from '../../changes/merging.js';
import type { SkipReason } from './types.js';

/** Options of `sync.apply` for a plan. `timeout` limits each change, without its waits for the rate limit and for a service that is down. */
export interface ApplyPlanOptions extends CallOptions {
  /** The number of changes that are applied at the same time, 1 to 64. Default 32. */
  readonly concurrency?: number | undefined;
  /** Milliseconds to wait for a service that is down, before the run ends. Default 60,000. */
  readonly patience?: number | undefined;
}

/** The result of one step of a plan. */
export type PlanResult =
  | {
      /** The line of the row in your source, from 1. `undefined` for a user that the source does not have. */
      readonly line: number | undefined;
      /** The uid of the user, as the service spells it. */
      readonly uid: string;
      /** The outcome of the step. */
      readonly status: 'created' | 'updated' | 'reactivated' | 'deactivated' | 'erased' | 'unchanged';
      /** Fields of which the user has more than your source, because CometChat merges updates. */
      readonly merged?: readonly MergedField[] | undefined;
      readonly reason?: never;
      readonly error?: never;
    }
  | {
      /** The line of the row in your source, from 1. `undefined` for a user that the source does not have. */
      readonly line: number | undefined;
      /** The uid of the user, as the service spells it. */
      readonly uid: string;
      /** The outcome of the step. */
      readonly status: 'skipped';
      /** `changedSince`: the user was changed, created, deactivated or erased after the plan was made. Make a new plan for it. */
      readonly reason: SkipReason | 'changedSince';
      readonly merged?: never;
      readonly error?: never;
    }
  | {
      /** The line of the row in your source, from 1. `undefined` for a user that the source does not have. */
      readonly line: number | undefined;
      /** The uid of the user; `undefined` if the row has no valid uid. */
      readonly uid: string | undefined;
      /** The outcome of the step. */
      readonly status: 'failed';
      /** The reason of the failure. */
      readonly error: CometChatException;
      readonly reason?: never;
      readonly merged?: never;
    };

/** The end of a run that applies a plan. */
export interface PlanSummary {
  /** The number of results by status. `unchanged` are users that were brought in step by someone else, or by an earlier run. */
  readonly counts: Readonly<Record<PlanResult['status'], number>>;
  /** The HTTP requests that were sent, with all retries. */
  readonly requests: number;
  /** Milliseconds from the start to the end. */
  readonly durationMs: number;
  /**
   * The reason why the run ended before the end of the plan: your signal, a `break` out of the iteration, a source that has changed, a
   * service that stayed down (`SERVICE_DOWN`), or an error with which every other change would fail too. Absent if the whole plan was applied.
   */
  readonly stoppedBy?: CometChatException | undefined;
}

/**
 * A plan that is applied. It starts by itself. Iterate over it to get each result as it ends, or only await the `summary`. If you iterate,
 * the run goes only as fast as you take the results; a `break` ends it.
 */
export interface PlanRun extends AsyncIterable<PlanResult> {
  /** Resolves when the run has ended, also after an abort. Rejects only for invalid options. */
  readonly summary: Promise<PlanSummary>;
}
