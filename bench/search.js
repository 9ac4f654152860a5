// How long a search by prefix takes among a million users, and among a thousand. It reads each user. Each search finds ten
// users by uid, and none by name.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

const ROUNDS = 7;
const SIZES = [1000, 1_000_000];

const load = await start('support/load.js');
/** @type {{ size: number, server: import('./support/servers.js').Serving, paths: string[], times: number[] }[]} */
const cases = [];
for (const size of SIZES) {
  const server = await startEmulator({}, ['--max-old-space-size=8192']);
  await server.ask({ size });
  // The uids have seven digits, the last of which is left open.
  const paths = Array.from({ length: 100 }, (_, index) => {
    const first = Math.floor((size / 100) * index);
    return `/users?searchKey=grown-${String(first).padStart(7, '0').slice(0, -1)}`;
  });
  cases.push({ size, server, paths, times: [] });
}
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { server, paths, times } of cases) {
    const { url, apiKey } = server;
    const { p50 } = await load.ask({ url, apiKey, connections: 1, forMs: 1000, paths });
    if (round > 0) times.push(p50);
  }
}
for (const { server } of cases) await server.stop();
await load.stop();

console.log(`A search by the start of a uid, one at a time, ${ROUNDS} rounds:\n`);
table(
  ['users', 'median', 'from – to'],
  cases.map(({ size, times }) => [size.toLocaleString('en'), ...spread(times, (ms) => `${ms.toFixed(3)} ms`)]),
);
const many = cases.at(-1)?.times ?? [];
verdict('milliseconds among a million, median of the rounds', median(many), 'at most', 500);
