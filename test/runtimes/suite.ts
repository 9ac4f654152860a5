import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { CASES } from './cases/index.js';
import { LAST, type Result } from './harness/run.js';
import type { Running, Runtime } from './runtimes/runtime.js';
import { openSite, type Site } from './site.js';

declare module 'vitest' {
  interface TaskMeta {
    /** The version of a runtime, for the table. */
    version?: string;
  }
}

/** For all cases, on a busy machine. */
const PATIENCE_MS = 120_000;
/** How long a process may take to exit when nothing is left to do. */
const END_MS = 5_000;

const nameOf = ({ group, name }: { group: string; name: string }) => `${group}: ${name}`;

const NAMES = Object.entries(CASES)
  .flatMap(([group, cases]) => Object.keys(cases).map((name) => ({ group, name })))
  .concat(LAST)
  .map(nameOf);

/** Runs every case in a runtime, and makes a test of each. */
export function runtimeSuite(runtime: Runtime): void {
  describe(runtime.name, () => {
    let site: Site | undefined;
    let running: Running | undefined;
    let results: ReadonlyMap<string, Result> | undefined;

    afterAll(async () => {
      await running?.stop();
      site?.close();
    });

    test('is installed, and reports every case', { timeout: PATIENCE_MS }, async ({ task }) => {
      task.meta.version = runtime.version();
      const appId = runtime.name.toLowerCase().replaceAll(' ', '-');
      site = await openSite({ ...inject('emulator'), appId });
      running = await runtime.start(site.origin);
      const report = await Promise.race([site.report, running.failed]);
      results = new Map(report.map((result) => [nameOf(result), result]));
      expect([...results.keys()].sort()).toEqual([...NAMES].sort());
    });

    test.for(NAMES)('%s', (name, { skip }) => {
      // The failure is reported once, above.
      if (results === undefined) return skip('It did not report.');
      const error = results.get(name)?.error;
      if (error) throw new Error(error);
    });

    if (!runtime.endsByItself) return;
    test('the process exits by itself, and has printed nothing', { timeout: 2 * END_MS }, async ({ skip }) => {
      if (results === undefined) return skip('It did not report.');
      const tooLong = wait(END_MS).then(() => Promise.reject(new Error(`It still runs after ${END_MS} ms.`)));
      expect(await Promise.race([running?.ended, tooLong])).toBe('');
    });
  });
}
