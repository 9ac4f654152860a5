// How fast users are created, each with a token: beside a mock server made from the OpenAPI document. The two take turns,
// so that other load on the machine affects both.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator, startPrism, withoutPrism } from './support/servers.js';

const ROUNDS = 7;
const CONNECTIONS = 32;
const skipped = withoutPrism();

const load = await start('support/load.js');
/** @type {{ name: string, server: import('./support/servers.js').Serving, speeds: number[], costs: number[] }[]} */
const servers = [{ name: 'emulator', server: await startEmulator(), speeds: [], costs: [] }];
if (skipped === undefined) servers.push({ name: 'Prism 5.14.2', server: await startPrism(), speeds: [], costs: [] });

for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { server, speeds, costs } of servers) {
    const isWarmUp = round === 0;
    const { url, apiKey, cpu } = server;
    const before = await cpu();
    const job = { url, apiKey, connections: CONNECTIONS, forMs: isWarmUp ? 2000 : 1200, name: `round${round}` };
    const done = await load.ask(job);
    if (isWarmUp) continue;
    speeds.push(done.perSecond);
    costs.push(((await cpu()) - before) / done.count);
  }
}
for (const { server } of servers) await server.stop();
await load.stop();

/** @param {number} us */
const micro = (us) => (Number.isNaN(us) ? '' : us.toFixed(1));
console.log(`"Create a user" and "create a token" in turns, ${CONNECTIONS} connections, ${ROUNDS} rounds. Requests a second, and
the processor time that the server took for a request:\n`);
const rows = servers.map(({ name, speeds, costs }) => [name, ...spread(speeds), micro(median(costs))]);
if (skipped !== undefined) rows.push(['Prism', 'skipped', skipped, '']);
table(['server', 'median', 'from – to', 'µs'], rows);

const [ours, theirs] = servers.map(({ speeds }) => speeds);
// Round by round: neighbouring rounds had the same load on the machine.
const ratios = (ours ?? []).map((speed, round) => speed / (theirs?.[round] ?? Number.NaN));
if (skipped === undefined) verdict('the emulator to Prism, median of the rounds', median(ratios), 'at least', 8);
else console.log(`skipped: the emulator to Prism: ${skipped}`);
