// How fast users are created, each with a token: beside a bare node:http server, and beside a mock server made from the
// OpenAPI document. They take turns, so that other load on the machine affects all of them.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startBare, startEmulator, startPrism, withoutPrism } from './support/servers.js';

const ROUNDS = 7;
const CONNECTIONS = 32;
/** The first two are what apps send with; with the last, the server is what takes the time. */
const CLIENTS = ['fetch', 'http.Agent', 'sockets'];
const skipped = withoutPrism();

const load = await start('support/load.js');
/** @type {[string, import('./support/servers.js').Serving][]} */
const servers = [
  ['emulator', await startEmulator()],
  ['bare node:http', await startBare()],
];
if (skipped === undefined) servers.push(['Prism 5.14.2', await startPrism()]);

/**
 * Pairs a second, and microseconds of processor time that the server took for a request: of each server, round by round.
 * @type {Map<string, { speeds: number[], costs: number[] }>}
 */
const found = new Map();
/** @param {string} client @param {string} server */
const of = (client, server) => {
  const key = `${client} ${server}`;
  const rounds = found.get(key) ?? { speeds: [], costs: [] };
  found.set(key, rounds);
  return rounds;
};
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const client of CLIENTS) {
    for (const [server, { url, apiKey, cpu }] of servers) {
      const isWarmUp = round === 0;
      const name = `${client.replace('.', '-')}-${round}`;
      const before = await cpu();
      const done = await load.ask({
        url,
        apiKey,
        client,
        connections: CONNECTIONS,
        forMs: isWarmUp ? 2000 : 1200,
        name,
      });
      const took = (await cpu()) - before;
      if (isWarmUp) continue;
      of(client, server).speeds.push(done.perSecond / 2);
      of(client, server).costs.push(took / done.count);
    }
  }
}
for (const [, server] of servers) await server.stop();
await load.stop();

/** @param {number} us */
const micro = (us) => (Number.isNaN(us) ? '' : us.toFixed(1));
console.log(`Pairs of "create a user" and "create a token" a second, ${CONNECTIONS} connections, ${ROUNDS} rounds, and what the
server took of the processor for a request:\n`);
const rows = CLIENTS.flatMap((client) =>
  servers.map(([server]) => {
    const { speeds, costs } = of(client, server);
    return [client, server, ...spread(speeds), micro(median(costs))];
  }),
);
if (skipped !== undefined) rows.push(['', 'Prism', 'skipped', skipped, '']);
table(['client', 'server', 'median', 'from – to', 'µs'], rows);

/** Round by round: neighbouring rounds had the same load on the machine. @param {readonly number[]} ours @param {readonly number[]} theirs */
const ratios = (ours, theirs) => ours.map((value, round) => value / (theirs[round] ?? 0));

for (const client of CLIENTS) {
  const faster = ratios(of(client, 'emulator').speeds, of(client, 'bare node:http').speeds);
  const [ratio, range] = spread(faster, (value) => value.toFixed(2));
  console.log(`the emulator to a bare server, by ${client}: ${ratio} (${range})`);
}
const costs = ratios(of('sockets', 'bare node:http').costs, of('sockets', 'emulator').costs);
console.log(`      the same in processor time of the servers, by sockets: ${median(costs).toFixed(2)}`);
console.log(`      from – to ${spread(costs, (ratio) => ratio.toFixed(2))[1]}`);
if (skipped === undefined) {
  const faster = ratios(of('sockets', 'emulator').speeds, of('sockets', 'Prism 5.14.2').speeds);
  verdict('the emulator to Prism, by sockets', median(faster), 'at least', 10);
} else console.log(`skipped: the emulator to Prism: ${skipped}`);
