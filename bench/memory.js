// Bytes of memory that a user takes, at ten thousand, a hundred thousand and a million of them.
import { table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

const SIZES = [10_000, 100_000, 1_000_000];
/** These are there before anything is weighed, so that what the emulator itself takes is no user's. */
const FIRST = 1000;
// The requests that it remembers are not what is asked about here.
const emulator = await startEmulator({ limits: { requests: 1 } }, ['--expose-gc', '--max-old-space-size=8192']);
const { bytes: before } = await emulator.ask({ size: FIRST, weigh: true });

const rows = [];
for (const size of SIZES) {
  const { bytes } = await emulator.ask({ size, weigh: true });
  rows.push({ size, each: (bytes - before) / (size - FIRST) });
}
await emulator.stop();

console.log('Memory of the heap after a collection, users with uid and name:\n');
table(
  ['users', 'bytes a user'],
  rows.map(({ size, each }) => [size.toLocaleString('en'), Math.round(each).toLocaleString('en')]),
);
const each = rows.map((row) => row.each);
verdict('the most to the least bytes a user', Math.max(...each) / Math.min(...each), 'at most', 1.5);
