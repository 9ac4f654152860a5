import fs from 'node:fs';
import { createAdmin } from '../../../../src/server.js';
import type { KillAt, Task } from './task.js';

const task: Task = JSON.parse(process.argv[2] ?? '{}');

/** Ends this process as a power switch would: nothing runs after it. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Counts an event, and kills at the one that the task names. */
function createCounter(step: KillAt['step']): () => boolean {
  let count = 0;
  return () => {
    count += 1;
    return task.kill?.step === step && count === task.kill.nth;
  };
}

const isRequestToKill = createCounter('after the intent');
const isResponseToKill = createCounter('after the response');
const isLineToKill = createCounter('after the result line');
const isTornToKill = createCounter('within a line');
const isToldToKill = createCounter('after it was told');
const isPageToKill = createCounter('while it reads the lists');

/** The journal writes with this function of `node:fs`. */
const { writeSync } = fs;
fs.writeSync = ((fd: number, bytes: Uint8Array, offset: number) => {
  const text = Buffer.from(bytes).toString();
  if (text.includes('{"end"') && isTornToKill()) {
    writeSync(fd, bytes, 0, Math.floor(bytes.length / 2));
    kill();
  }
  const written = writeSync(fd, bytes, offset);
  if (text.includes('{"end"') && isLineToKill()) kill();
  if (task.kill?.step === 'at a size' && fs.fstatSync(fd).size >= task.kill.nth) kill();
  if (task.kill?.step === 'after the end' && text.includes('{"finish"')) kill();
  return written;
}) as typeof fs.writeSync;

async function sendOrKill(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const isWrite = request.method !== 'GET';
  if (isWrite && isRequestToKill()) kill();
  if (!isWrite && request.url.includes('page=') && isPageToKill()) kill();
  const response = await fetch(request);
  if (isWrite && isResponseToKill()) kill();
  return response;
}

const admin = createAdmin({
  appId: task.appId,
  region: 'us',
  apiKey: task.apiKey,
  emulator: task.url,
  // Without it, 20,000 users take minutes.
  rate: false,
  fetch: sendOrKill,
});
const rows = fs
  .readFileSync(task.source, 'utf8')
  .split('\n')
  .map((line) => JSON.parse(line));
const run = admin.sync.importUsers(rows, { journal: task.journal, concurrency: 64 });
const told = fs.openSync(task.told, 'a');
for await (const { line, uid, status, error } of run) {
  writeSync(told, `${JSON.stringify({ line, uid, status, code: error?.code })}\n`);
  if (isToldToKill()) kill();
}
process.stdout.write(JSON.stringify(await run.summary));
