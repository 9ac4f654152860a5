import { CASES } from '../cases/index.js';
import { type Cases, createKit, type Settings } from '../cases/kit.js';
import { watchRejections } from './rejections.js';

/** The result of a case. */
export interface Result {
  readonly group: string;
  readonly name: string;
  readonly ms: number;
  /** The problem of a failed case. */
  readonly error?: string;
}

const LIMIT_MS = 15_000;
/**
 * The number of groups that run concurrently. More would wait for a connection: workerd and browsers have six per host.
 */
const SIDE_BY_SIDE = 3;

/** Runs every case, and reports to the site that gave it its settings. */
export async function main(site: string): Promise<void> {
  const settings = (await (await fetch(`${site}/settings`)).json()) as Settings;
  const results = await runAll(settings);
  await fetch(`${site}/report`, { method: 'POST', body: JSON.stringify(results) });
}

async function runAll(settings: Settings): Promise<Result[]> {
  const unhandled = watchRejections();
  const results: Result[] = [];
  const queue = Object.entries(CASES);
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results.push(...(await runGroup(...next, settings)));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  const error = unhandled().join('\n');
  return [...results, { ...LAST, ms: 0, ...(error && { error }) }];
}

/** A separate case: no other case left an unhandled rejection. */
export const LAST = { group: 'all', name: 'no rejection was left unhandled' };

async function runGroup(group: string, cases: Cases, settings: Settings): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, run] of Object.entries(cases)) {
    const { kit, end } = createKit(settings);
    const begun = Date.now();
    const error = await failureOf(run(kit));
    results.push({ group, name, ms: Date.now() - begun, ...(error !== undefined && { error }) });
    end();
  }
  return results;
}

async function failureOf(work: Promise<void>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${LIMIT_MS} ms.`)), LIMIT_MS);
  });
  try {
    await Promise.race([work, tooLong]);
    return undefined;
  } catch (error) {
    // Some platforms repeat the message in the stack, others do not.
    return `${String(error)}\n${(error as Error)?.stack ?? ''}`;
  } finally {
    clearTimeout(timer);
  }
}
