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

test('the quickstart shows no secret on the screen', async () => {
  const { stdout } = await run(process.execPath, ['examples/quickstart/quickstart.js']);
  expect(stdout).not.toMatch(/_\d{10}[0-9a-f]{30}|[0-9a-f]{40}/);
});

test('the form shows the issues of the schema by field, and its server has the same', async () => {
  const { stdout, stderr } = await run(process.execPath, ['examples/form/form.js']);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toEqual([
    'With mistakes:',
    'uid: uid may not contain a space.',
    'name: name is missing.',
    'avatar: avatar must be an http(s) URL: it has no scheme, such as https://.',
    'Without:',
    '201 ann-lee Ann https://example.com/ann%20lee.png',
    'Past the form:',
    '422 name USER_NAME_IS_COMPULSORY',
  ]);
});
