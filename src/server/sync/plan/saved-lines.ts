import { CometChatException } from '../../../errors/exception.js';
import { CheckedLines } from '../text/checked-lines.js';
import type { PlanFacts, PlannedChange, SyncPlan } from './types.js';

/** The form of saved plans. A plan of another version is refused. */
export const VERSION = 1;

/** The first line of a saved plan. */
export interface SavedHead extends Omit<PlanFacts, 'begunAt'> {
  readonly plan: 'cometchat-users';
  readonly version: number;
  readonly begunAt: string;
}

/** The last line of a saved plan. A plan without it was cut off. */
export interface SavedEnd {
  readonly end: true;
  /** The number of lines between the first and the last one. */
  readonly steps: number;
}

/** Writes a plan as lines of JSON. */
export async function* savedLines(plan: SyncPlan): AsyncGenerator<string, undefined> {
  const { appId, region, begunAt, missing, counts, rows, users, missingUsers, requests } = plan;
  const facts = { appId, region, begunAt: begunAt.toISOString(), missing, counts, rows, users, missingUsers, requests };
  const head: SavedHead = { plan: 'cometchat-users', version: VERSION, ...facts };
  const lines = new CheckedLines();
  const lineOf = (value: object) => lines.write(JSON.stringify(value));
  yield lineOf(head);
  let steps = 0;
  for await (const change of plan) {
    if (change.action === 'unchanged') continue;
    steps += 1;
    yield lineOf(toSaved(change));
  }
  yield lineOf({ end: true, steps } satisfies SavedEnd);
}

function toSaved(change: PlannedChange): object {
  if (change.action !== 'invalid') return change;
  const { code, kind, message, details } = change.error;
  const error = { code, kind, message, ...(details && { details }) };
  return { ...change, error };
}

/** Makes a step from a line of a saved plan. */
export function fromSaved(saved: unknown): PlannedChange {
  const change = saved as PlannedChange;
  return change.action === 'invalid' ? { ...change, error: new CometChatException(change.error) } : change;
}
