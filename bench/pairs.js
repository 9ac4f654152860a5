// How fast users are created, each with a token: beside a bare node:http server, and beside a mock server made from the
// OpenAPI document. The three take turns, so that whatever else the machine does falls on all of them.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startBare, startEmulator, startPrism, withoutPrism } from './support/servers.js';

const ROUNDS = 9;
const CONNECTIONS = 32;
const skipped = withoutPrism();

const load = await start('support/load.js');
/** @type {[string, import('./support/servers.js').Serving][]} */
const servers = [
  ['emulator', await startEmulator()],
  ['bare node:http', await startBare()],
];
if (skipped === undefined) servers.push(['Prism 5.14.2', await startPrism()]);

/** @type {Map<string, number[]>} */
const speeds = new Map(servers.map(([name]) => [name, []]));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, { url, apiKey }] of servers) {
    const isWarmUp = round === 0;
    const forMs = isWarmUp ? 3000 : 1500;
    const { perSecond } = await load.ask({ url, apiKey, connections: CONNECTIONS, forMs, name: `round${round}` });
    if (!isWarmUp) speeds.get(name)?.push(perSecond / 2);
  }
}
for (const [, server] of servers) await server.stop();
await load.stop();

/** Round by round: neighbours in time share whatever else went on. @param {string} other */
const ratios = (other) =>
  (speeds.get('emulator') ?? []).map((speed, round) => speed / (speeds.get(other)?.[round] ?? 0));

const rows = servers.map(([name]) => [name, ...spread(speeds.get(name) ?? [])]);
if (skipped !== undefined) rows.push(['Prism', 'skipped', skipped]);
console.log(`Pairs of "create a user" and "create a token" a second, ${CONNECTIONS} connections, ${ROUNDS} rounds:\n`);
table(['server', 'median', 'from – to'], rows);
const bare = ratios('bare node:http');
verdict('the emulator to a bare server, median of the rounds', median(bare), 'at least', 0.5);
console.log(`      from – to ${spread(bare, (ratio) => ratio.toFixed(2))[1]}`);
if (skipped === undefined)
  verdict('the emulator to Prism, median of the rounds', median(ratios('Prism 5.14.2')), 'at least', 10);
else console.log(`skipped: the emulator to Prism: ${skipped}`);
