import type { ImportResult, ImportRun, ImportSummary } from 'cometchat-users/server';
import type { EmulatorOptions } from '../../../src/emulator.js';
import { type Service, serve } from './admin-support.js';

/** An emulator and an admin in one process that do not count requests, so that thousands of users take no minutes. */
export async function serveFast(options: EmulatorOptions = {}): Promise<Service> {
  const service = await serve({ rateLimits: false, ...options });
  const fetch = (request: Request) => service.emulator.fetch(request);
  const make: Service['make'] = (more) => service.make({ rate: false, fetch, ...more });
  return { ...service, make, admin: make() };
}

/** Users with every field that an import compares. */
export const people = (count: number, from = 0) => Array.from({ length: count }, (_, index) => personOf(from + index));

export const personOf = (number: number, more: object = {}) => ({
  uid: `p-${number}`,
  name: `Person ${number}`,
  avatar: `https://pictures.example/${number}.png`,
  metadata: { department: `d-${number % 7}`, number },
  tags: [`t-${number % 3}`, 'all'],
  ...more,
});

/** Reads a run to its end. */
export async function finish(run: ImportRun): Promise<{ results: ImportResult[]; summary: ImportSummary }> {
  const results: ImportResult[] = [];
  for await (const result of run) results.push(result);
  return { results, summary: await run.summary };
}

/** The results in the order of the source. */
export const inOrder = (results: readonly ImportResult[]) => [...results].sort((one, other) => one.line - other.line);

export const NONE = { created: 0, updated: 0, unchanged: 0, reactivated: 0, skipped: 0, failed: 0 };
