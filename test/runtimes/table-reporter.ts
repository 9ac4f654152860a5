import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints a table with the number of passed cases in each runtime. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.map(rowOf).sort((left, right) => left.runtime.localeCompare(right.runtime));
    const head = { runtime: 'runtime', version: 'version', passed: 'passed', seconds: 'seconds' };
    process.stdout.write(`\n${[head, ...rows].map(lineOf).join('\n')}\n`);
  }
}

type Row = Readonly<Record<'runtime' | 'version' | 'passed' | 'seconds', string>>;

function rowOf(module: TestModule): Row {
  // There is none if the file itself failed.
  const [suite] = module.children.suites();
  const tests = [...module.children.allTests()];
  const passed = tests.filter((test) => test.result().state === 'passed');
  return {
    runtime: suite?.name ?? path.basename(module.moduleId, '.test.ts'),
    version: tests[0]?.meta().version ?? 'missing',
    passed: `${passed.length}/${tests.length}`,
    seconds: (module.diagnostic().duration / 1000).toFixed(1),
  };
}

function lineOf({ runtime, version, passed, seconds }: Row): string {
  return `${runtime.padEnd(14)}${version.padEnd(16)}${passed.padStart(8)}${seconds.padStart(9)}`;
}
