// The time and the processor time that `login(token)` adds to a bare `fetch` of the same request, against a local server.
import { start } from './support/child.js';
import { median, spread, table } from './support/report.js';
import { startBare } from './support/servers.js';

const ROUNDS = 15;
const CALLS = 400;
/** Before the first round, so that both ways run compiled code. */
const WARM_UP = 2000;

const server = await startBare();
/** @type {{ way: string, client: import('./support/child.js').Child, ms: number[], cpuMs: number[] }[]} */
const ways = [];
for (const way of ['login', 'fetch'])
  ways.push({ way, client: await start('support/operation.js', { args: [way] }), ms: [], cpuMs: [] });

for (const { client } of ways) await client.ask({ url: server.url, calls: WARM_UP });
// The two take turns, so that other work on the machine falls on both.
for (let round = 0; round < ROUNDS; round += 1) {
  for (const { client, ms, cpuMs } of ways) {
    const found = await client.ask({ url: server.url, calls: CALLS });
    ms.push(found.ms);
    cpuMs.push(found.cpuMs);
  }
}
for (const { client } of ways) await client.stop();
await server.stop();

/** @param {number} ms */
const show = (ms) => `${ms.toFixed(3)} ms`;
console.log(`One operation at a time, ${ROUNDS} rounds of ${CALLS}:\n`);
table(
  ['', 'time', 'from – to', 'processor time', 'from – to'],
  ways.map(({ way, ms, cpuMs }) => [way, ...spread(ms, show), ...spread(cpuMs, show)]),
);
/** @param {'ms' | 'cpuMs'} figure */
const added = (figure) => {
  const [login, bare] = ways.map((way) => way[figure]);
  return median((login ?? []).map((one, round) => one - (bare?.[round] ?? Number.NaN)));
};
console.log(`login(token) adds ${show(added('ms'))} and ${show(added('cpuMs'))} of processor time to a bare fetch.`);
if (added('ms') > 1.5) console.log('That is more than 1.5 ms.');
