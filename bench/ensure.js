// How fast users are kept in step: `ensure` beside a bare loop of `fetch` that sends the same requests, and whether memory stays.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

const ROUNDS = 7;
const CONCURRENCY = 32;
const CALLS = 10_000;

const emulator = await startEmulator();
const service = { url: emulator.url, apiKey: emulator.apiKey };
const clients = await Promise.all(
  ['ensure', 'fetch'].map(async (way) => ({
    way,
    client: await start('support/ensure.js', { args: [way], execArgv: ['--expose-gc'] }),
    /** @type {number[]} */
    rounds: [],
  })),
);

// Whether both send the same requests, with few enough for the emulator to keep them all.
const requests = [0];
for (const { way, client } of clients) {
  await client.ask({ ...service, calls: 300, concurrency: CONCURRENCY, name: `${way}-few` });
  requests.push((await emulator.ask({ count: true })).requests);
}
const [ofEnsure, ofFetch] = [1, 2].map((way) => (requests[way] ?? 0) - (requests[way - 1] ?? 0));
if (ofEnsure !== ofFetch) throw new Error(`ensure sent ${ofEnsure} requests, bare fetch ${ofFetch}.`);

/** @type {{ few: number, many: number }} */
const bytes = { few: 0, many: 0 };
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { way, client, rounds } of clients) {
    // The first round warms up.
    const calls = round === 0 ? CALLS / 10 : CALLS;
    const found = await client.ask({ ...service, calls, concurrency: CONCURRENCY, name: `${way}${round}` });
    if (round > 0) rounds.push(found.perSecond);
    if (way !== 'ensure') continue;
    // What is left after a thousand calls, and after all of them.
    if (round === 1) bytes.few = found.bytes;
    bytes.many = found.bytes;
  }
}
await emulator.stop();
await Promise.all(clients.map(({ client }) => client.stop()));

console.log(
  `${CALLS} calls a round at concurrency ${CONCURRENCY}, ${ROUNDS} rounds; a third creates, a third updates:\n`,
);
table(
  ['', 'calls a second', 'from – to'],
  clients.map(({ way, rounds }) => [way, ...spread(rounds)]),
);
const [ensure, bare] = clients.map(({ rounds }) => rounds);
const ratios = (ensure ?? []).map((one, round) => one / (bare?.[round] ?? Number.NaN));
verdict('ensure to bare fetch, median of the rounds', median(ratios), 'at least', 0.8);
verdict('MB on the heap after all rounds more than after one', (bytes.many - bytes.few) / 1e6, 'at most', 2);
