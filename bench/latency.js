// The response time of the two requests of prism.js: the median and the 99th percentile.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

const ROUNDS = 7;
const CONNECTIONS = 32;

const load = await start('support/load.js');
const server = await startEmulator();
/** @type {{ p50: number, p99: number }[]} */
const rounds = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const { url, apiKey } = server;
  const found = await load.ask({ url, apiKey, connections: CONNECTIONS, forMs: 2000, name: `round${round}` });
  // The first one warms up.
  if (round > 0) rounds.push(found);
}
await server.stop();
await load.stop();

/** @param {number} ms */
const show = (ms) => `${ms.toFixed(2)} ms`;
/** @param {'p50' | 'p99'} which */
const shown = (which) =>
  spread(
    rounds.map((round) => round[which]),
    show,
  );

console.log(`Until an answer is there, ${CONNECTIONS} connections, ${ROUNDS} rounds:\n`);
table(
  ['', 'median', 'from – to'],
  [
    ['p50', ...shown('p50')],
    ['p99', ...shown('p99')],
  ],
);
verdict('p99, median of the rounds', median(rounds.map(({ p99 }) => p99)), 'at most', 15);
