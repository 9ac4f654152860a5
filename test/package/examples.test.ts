import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test('the quickstart runs to its end and prints nothing on standard error', async () => {
  const { stdout, stderr } = await run(process.execPath, ['examples/quickstart/quickstart.js']);
  expect(stderr).toBe('');
  expect(stdout.match(/^ ?\d+\. /gm)).toHaveLength(11);
  expect(stdout).toContain('All steps passed');
});

test('the quickstart leaves no secret on the screen', async () => {
  const { stdout } = await run(process.execPath, ['examples/quickstart/quickstart.js']);
  expect(stdout).not.toMatch(/_\d{10}[0-9a-f]{30}|[0-9a-f]{40}/);
});
