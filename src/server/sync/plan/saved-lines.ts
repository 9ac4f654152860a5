import { CometChatException } from '../../../errors/exception.js';
import { hashText } from '../catalog/hash.js';
import type { PlanFacts } from './sync-plan.js';
import type { PlannedChange, SavedError, SyncPlan } from './types.js';

/** The form of saved plans. A plan of another version is refused. */
export const VERSION = 1;

/** The first line of a saved plan. */
export interface SavedHead extends Omit<PlanFacts, 'begunAt' | 'region' | 'appId'> {
  readonly plan: 'cometchat-users';
  readonly version: number;
  readonly appId: string;
  readonly region: string;
  readonly begunAt: string;
}

/** The last line of a saved plan. A plan without it was cut off. */
export interface SavedEnd {
  readonly end: true;
  /** The number of lines between the first and the last one. */
  readonly steps: number;
}

/** Writes a plan as lines of JSON. Each line ends with a check sum over all lines up to it. */
export async function* savedLines(plan: SyncPlan): AsyncGenerator<string, undefined> {
  const { appId, region, begunAt, missing, counts, rows, users, missingUsers, requests } = plan;
  const facts = { appId, region, begunAt: begunAt.toISOString(), missing, counts, rows, users, missingUsers, requests };
  const head: SavedHead = { plan: 'cometchat-users', version: VERSION, ...facts };
  const sums = new CheckSums();
  yield sums.seal(head);
  let steps = 0;
  for await (const change of plan) {
    if (change.action === 'unchanged') continue;
    steps += 1;
    yield sums.seal(toSaved(change));
  }
  yield sums.seal({ end: true, steps } satisfies SavedEnd);
}

function toSaved(change: PlannedChange): object {
  if (change.action !== 'invalid') return change;
  const { code, kind, message, details } = change.error;
  const error: SavedError = { code, kind, message, ...(details && { details }) };
  return { ...change, error };
}

/** Makes a step from a line of a saved plan. */
export function fromSaved(saved: unknown): PlannedChange {
  const change = saved as PlannedChange;
  return change.action === 'invalid' ? { ...change, error: new CometChatException(change.error) } : change;
}

const SEALED = /^(.*),"sum":"([0-9a-f]{12})"\}\s*$/s;

/** Check sums of lines. Each also depends on the lines before, so that a missing or moved line is found. */
export class CheckSums {
  #last = '';

  /** The check sum of the last line. */
  get last(): string {
    return this.#last;
  }

  /** Writes an object as a line with its check sum. */
  seal(value: object): string {
    const text = JSON.stringify(value).slice(0, -1);
    return `${text},"sum":"${this.#next(text)}"}\n`;
  }

  /** Reads a line; `undefined` if it is not as it was written. */
  open(line: string): unknown {
    const [, text, sum] = SEALED.exec(line) ?? [];
    return text !== undefined && this.#next(text) === sum ? JSON.parse(`${text}}`) : undefined;
  }

  #next(text: string): string {
    const bytes = [...hashText(`${this.#last}\n${text}`)].map((letter) => letter.charCodeAt(0));
    this.#last = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return this.#last;
  }
}
