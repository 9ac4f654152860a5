// The time from the opening of a page until the page knows the signed-in user of a returning visitor, in Chromium. Pages with this
// package and pages with the vendor's Chat SDK take turns.
import { openVisits, whyNot } from './support/pages.js';
import { median, spread, table } from './support/report.js';

const ROUNDS = 20;
/** Before the first round, so that the browser has both scripts in its caches. */
const WARM_UP = 5;

/** @typedef {import('./support/pages.js').Visit} Visit */

const reason = whyNot();
if (reason === undefined) await run();
else console.log(`skipped: ${reason}`);

async function run() {
  const visits = await openVisits();
  const sides = /** @type {const} */ (['ours', 'vendor']).map((side) => ({ side, found: /** @type {Visit[]} */ ([]) }));
  for (const { side } of sides) await visits.signIn(side);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { side, found } of sides) {
      const visit = await visits.open(side);
      if (round >= WARM_UP) found.push(visit);
    }
  }
  await visits.close();

  /** @param {number} ms */
  const show = (ms) => `${ms.toFixed(1)} ms`;
  /** @param {Visit[]} found @param {keyof Visit} part */
  const shown = (found, part) =>
    spread(
      found.map((visit) => visit[part]),
      show,
    );
  console.log(`Pages of a visitor who is signed in, ${ROUNDS} of each package, in turns:\n`);
  table(
    ['package', '', 'median', 'from – to'],
    sides.flatMap(({ side, found }) => {
      const name = side === 'ours' ? 'cometchat-users' : 'Chat SDK 4.2.0';
      return [
        [name, 'script', ...shown(found, 'script')],
        [name, 'init', ...shown(found, 'init')],
        [name, 'page open until the user is known', ...shown(found, 'total')],
      ];
    }),
  );
  const [ours, vendor] = sides.map(({ found }) => median(found.map(({ script, init }) => script + init)));
  console.log(`script and init: ${show(ours ?? Number.NaN)}, the vendor's ${show(vendor ?? Number.NaN)}`);
}
