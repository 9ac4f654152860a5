// Measures `sync.importUsers`: requests for each user on three bases, time and processor time for each request beside a bare loop of
// the same requests, and memory for each user.
import { start } from './support/child.js';
import { median, spread, table, verdict } from './support/report.js';
import { startEmulator } from './support/servers.js';

/** `IMPORT_USERS=20000 npm run bench -- import` takes a tenth of the time. */
const USERS = Number(process.env.IMPORT_USERS ?? 200_000);
const MEMORY_USERS = 1_000_000;
const ROUNDS = 7;
const ROWS = 2_000;

const emulator = await startEmulator({ limits: { requests: 1 } }, ['--max-old-space-size=4096']);
const { apiKey } = emulator;
const url = emulator.url.replace(/\/v3$/, '');
const importing = await start('support/import-users.js', { args: ['import'] });
const sending = await start('support/import-users.js', { args: ['fetch'] });

const bases = [];
for (const [base, changed, most] of /** @type {const} */ ([
  ['empty', 0, 1.001],
  ['equal', 0, 0.002],
  ['10 % changed', 10, 0.102],
]))
  bases.push({ base, most, ...(await importing.ask({ url, apiKey, from: 0, count: USERS, changed })) });

console.log(`${USERS.toLocaleString('en')} users, 32 at a time:\n`);
table(
  ['base', 'requests', 'requests a user', 'seconds'],
  bases.map(({ base, requests, ms }) => [
    base,
    requests.toLocaleString('en'),
    (requests / USERS).toFixed(4),
    (ms / 1000).toFixed(1),
  ]),
);
for (const { base, requests, most } of bases) verdict(`requests a user, ${base}`, requests / USERS, 'at most', most, 4);

/** @type {{ way: string, child: import('./support/child.js').Child, ms: number[], cpuMs: number[] }[]} */
const ways = [
  { way: 'sync.importUsers', child: importing, ms: [], cpuMs: [] },
  { way: 'a loop of fetch', child: sending, ms: [], cpuMs: [] },
];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const { child, ms, cpuMs } of ways) {
    // An empty app: the import reads the users of an app with many first, which the loop does not.
    await emulator.ask({ reset: true });
    const found = await child.ask({ url, apiKey, from: 0, count: ROWS });
    // The first round lets both run compiled code.
    if (round === 0) continue;
    ms.push(found.ms / ROWS);
    cpuMs.push(found.cpuMs / ROWS);
  }
}
for (const { child } of ways) await child.stop();
await emulator.stop();

/** @param {number} ms */
const show = (ms) => `${ms.toFixed(3)} ms`;
console.log(`\nNew users, ${ROUNDS} rounds of ${ROWS.toLocaleString('en')}; for each user:\n`);
table(
  ['', 'time', 'from – to', 'processor time', 'from – to'],
  ways.map(({ way, ms, cpuMs }) => [way, ...spread(ms, show), ...spread(cpuMs, show)]),
);
const [ours, bare] = /** @type {[typeof ways[number], typeof ways[number]]} */ (ways);
/** @param {'ms' | 'cpuMs'} figure */
const ratio = (figure) => median(ours[figure].map((one, round) => one / (bare[figure][round] ?? Number.NaN)));
console.log(
  `The import takes ${ratio('ms').toFixed(2)} times the time, and ${ratio('cpuMs').toFixed(2)} times the processor time.\n`,
);

const memory = await start('support/import-memory.js', { execArgv: ['--expose-gc', '--max-old-space-size=4096'] });
const { before, listed, peak, requests } = await memory.ask({ count: MEMORY_USERS });
await memory.stop();
/** @param {number} bytes */
const each = (bytes) => Math.round(bytes / MEMORY_USERS).toLocaleString('en');
console.log(
  `Memory of an import of ${MEMORY_USERS.toLocaleString('en')} users into an app that has them, ${requests.toLocaleString('en')} requests:\n`,
);
table(
  ['', 'bytes a user'],
  [
    ['heap, when the lists are read', each(listed.heapUsed - before.heapUsed)],
    ['resident memory, when the lists are read', each(listed.rss - before.rss)],
    ['resident memory, at most', each(peak - before.rss)],
  ],
);
verdict('bytes of heap a user', (listed.heapUsed - before.heapUsed) / MEMORY_USERS, 'at most', 250);
