import { appendFileSync, mkdirSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** The variables that set the number of rounds of a race or a fuzz test. */
const ROUNDS = /_(?:ROUNDS|RUNS|SCHEDULES)$/;

/**
 * Prints the rounds that a configuration sets, and at the end `N passed, N failed` on a line of its own. The numbers are also
 * appended to a file, so that several runs can be added up.
 */
export default class TotalsReporter implements Reporter {
  onInit({ config }: Vitest): void {
    const rounds = Object.entries(config.env ?? {}).filter(([name]) => ROUNDS.test(name));
    if (rounds.length > 0) process.stdout.write(`Rounds: ${rounds.map((pair) => pair.join(' ')).join(', ')}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      if (module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed += 1;
        if (test.result().state === 'failed') failed += 1;
      }
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    mkdirSync('.reports', { recursive: true });
    appendFileSync('.reports/totals', `${passed} ${failed}\n`);
  }
}
