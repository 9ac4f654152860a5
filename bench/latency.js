// The response time of the two requests of pairs.js: the 99th percentile beside the median. The same of
// a bare node:http server shows how much of that is the machine's.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startBare, startEmulator } from './support/servers.js';

const ROUNDS = 7;
const CONNECTIONS = 32;

const load = await start('support/load.js');
const servers = [
  { name: 'emulator', server: await startEmulator(), rounds: /** @type {{ p50: number, p99: number }[]} */ ([]) },
  { name: 'bare node:http', server: await startBare(), rounds: /** @type {{ p50: number, p99: number }[]} */ ([]) },
];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { server, rounds } of servers) {
    const { url, apiKey } = server;
    const found = await load.ask({ url, apiKey, connections: CONNECTIONS, forMs: 2000, name: `round${round}` });
    // The first one warms up.
    if (round > 0) rounds.push(found);
  }
}
for (const { server } of servers) await server.stop();
await load.stop();

/** @param {number} ms */
const show = (ms) => `${ms.toFixed(2)} ms`;
/** @param {{ p50: number, p99: number }[]} rounds @param {'p50' | 'p99'} which */
const shown = (rounds, which) =>
  spread(
    rounds.map((round) => round[which]),
    show,
  );
/** @param {{ p50: number, p99: number }[]} rounds */
const ratio = (rounds) => median(rounds.map(({ p50, p99 }) => p99 / p50));

console.log(`Until an answer is there, ${CONNECTIONS} connections, ${ROUNDS} rounds:\n`);
table(
  ['server', '', 'median', 'from – to'],
  servers.flatMap(({ name, rounds }) => [
    [name, 'p50', ...shown(rounds, 'p50')],
    [name, 'p99', ...shown(rounds, 'p99')],
  ]),
);
for (const { name, rounds } of servers) {
  if (name === 'emulator') verdict('p99 to p50, median of the rounds', ratio(rounds), 'at most', 5);
  else console.log(`      the same of the ${name} server: ${ratio(rounds).toFixed(2)}`);
}
