import type { Admin, PlanOptions, SyncPlan } from '../../server.js';
import type { Call } from '../call.js';
import type { FileSource } from '../files/file-source.js';
import { createProgress } from '../progress.js';
import { count } from '../text.js';
import type { RequestCounter } from './request-counter.js';

/** The objects that a plan is made of. */
interface PlanParts {
  readonly admin: Admin;
  readonly source: FileSource;
  /** The counter of the admin's requests. */
  readonly requests: RequestCounter;
}

/** Compares a file with CometChat. Shows meanwhile how many rows and users were read: a large app takes minutes. */
export async function makePlan(
  { io, output, signal }: Pick<Call, 'io' | 'output' | 'signal'>,
  { admin, source, requests }: PlanParts,
  options: PlanOptions,
): Promise<SyncPlan> {
  const progress = createProgress(io, { quiet: output.json, noun: 'rows' });
  let rows = 0;
  let isDone = false;
  const text = () =>
    `Comparing ${source.name} with CometChat: ${count(rows, 'row')}, ${count(requests.count, 'request')}`;
  const onRow = (number: number) => {
    rows = number;
    progress.show(text);
  };
  requests.onResponse = () => progress.show(text);
  try {
    // A plan that is done reads the rows again when it is printed or applied.
    return await admin.sync.plan(() => source.users(isDone ? {} : { onRow }), { ...options, signal });
  } finally {
    isDone = true;
    requests.onResponse = undefined;
    progress.end();
  }
}
