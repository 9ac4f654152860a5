// How long an answer takes, of the two requests of pairs.js: the slowest of a hundred beside the one in the middle.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

const ROUNDS = 7;
const CONNECTIONS = 32;

const load = await start('support/load.js');
const emulator = await startEmulator();
/** @type {{ p50: number, p99: number }[]} */
const rounds = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const { url, apiKey } = emulator;
  const found = await load.ask({ url, apiKey, connections: CONNECTIONS, forMs: 3000, name: `round${round}` });
  // The first one warms up.
  if (round > 0) rounds.push(found);
}
await emulator.stop();
await load.stop();

/** @param {number} ms */
const show = (ms) => `${ms.toFixed(2)} ms`;
console.log(`Until an answer is there, ${CONNECTIONS} connections, ${ROUNDS} rounds:\n`);
table(
  ['', 'median', 'from – to'],
  [
    [
      'p50',
      ...spread(
        rounds.map(({ p50 }) => p50),
        show,
      ),
    ],
    [
      'p99',
      ...spread(
        rounds.map(({ p99 }) => p99),
        show,
      ),
    ],
  ],
);
verdict('p99 to p50, median of the rounds', median(rounds.map(({ p50, p99 }) => p99 / p50)), 'at most', 5);
