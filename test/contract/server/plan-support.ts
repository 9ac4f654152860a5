import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlannedChange, PlanResult, PlanRun, SyncPlan, UserInput } from 'cometchat-users/server';
import { onTestFinished } from 'vitest';
import type { EmulatorOptions } from '../../../src/emulator.js';
import { type Service, serve } from './admin-support.js';

export const HOUR_MS = 3_600_000;

export interface OldService extends Service {
  /** The emulator's time is the real one from now on, or that of a function. */
  setClock(clock: () => number): void;
}

/** Starts an emulator whose users were created an hour ago: users of this second count as new. */
export async function serveOld(
  users: readonly (UserInput & { name: string })[] = [],
  options: EmulatorOptions = {},
): Promise<OldService> {
  let clock = () => Date.now() - HOUR_MS;
  const service = await serve({ users: users as never, clock: () => clock(), ...options });
  clock = Date.now;
  // Without the sample users, a test sees only its own.
  for (const { uid } of service.emulator.users.list())
    if (uid.startsWith('cometchat-uid-')) await service.admin.users.delete(uid, { permanent: true });
  service.wire();
  const setClock = (next: () => number) => {
    clock = next;
  };
  return { ...service, setClock };
}

/** Users with a name, and more fields if wanted. */
export const person = (uid: string, more: object = {}) => ({ uid, name: `Name of ${uid}`, ...more });

export const people = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => person(`p-${index}`, more(index)));

/** All values of an iterable. */
export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const value of values) read.push(value);
  return read;
}

/** The steps of a plan that do something, in a short form such as `update kevin`. */
export async function steps(plan: SyncPlan): Promise<string[]> {
  const short = ({ action, uid, ...more }: PlannedChange) =>
    [action, uid, ...('reason' in more ? [more.reason] : []), ...('error' in more ? [more.error.code] : [])].join(' ');
  return (await all(plan)).map(short);
}

/** The results of a run in a short form such as `updated kevin`, by uid. */
export async function results(run: PlanRun): Promise<string[]> {
  const short = (result: PlanResult) =>
    [result.status, result.uid, ...(result.status === 'skipped' ? [result.reason] : [])].join(' ');
  return (await all(run)).map(short).sort();
}

export const NO_STEPS = {
  create: 0,
  update: 0,
  reactivate: 0,
  deactivate: 0,
  erase: 0,
  unchanged: 0,
  skip: 0,
  invalid: 0,
};

export const NO_RESULTS = {
  created: 0,
  updated: 0,
  reactivated: 0,
  deactivated: 0,
  erased: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
};

/** A folder that is removed at the end of the test. */
export function folder(): string {
  const name = mkdtempSync(path.join(tmpdir(), 'plan-test-'));
  onTestFinished(() => rmSync(name, { recursive: true }));
  return name;
}

/** Writes a file. Returns its path. */
export function file(text: string | Uint8Array, name = 'users.ndjson'): string {
  const written = path.join(folder(), name);
  writeFileSync(written, text);
  return written;
}

/** Users as JSON lines. */
export const ndjson = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
