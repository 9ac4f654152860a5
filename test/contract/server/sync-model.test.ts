import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENTS, expectedState } from '../../support/sync-story.js';
import { runModel, type Trouble } from './sync-model.js';

/** How many schedules each test tries; `npm run soak` tries many more. */
const RUNS = Number(process.env.SYNC_SCHEDULES ?? 400);

const story = fc.array(fc.constantFrom(...EVENTS), {
  minLength: 1,
  maxLength: 6,
});
const NONE: Trouble = { crashes: false, pauses: false, failures: false };

test.each<[string, Trouble]>([
  ['nothing else happens', NONE],
  ['requests fail', { ...NONE, failures: true }],
  ['instances crash', { ...NONE, crashes: true }],
  ['instances stop for longer than their lease', { ...NONE, pauses: true }],
  ['all of this happens', { crashes: true, pauses: true, failures: true }],
])(
  'whatever the order of steps on two or three instances, the user ends as the events say, where %s',
  async (_, trouble) => {
    const totals = { steps: 0, crashes: 0, takeovers: 0 };
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 2, max: 3 }), fc.integer(), async (events, instances, seed) => {
        const { steps, crashes, takeovers, ...end } = await runModel(events, { instances, seed, trouble });
        totals.steps += steps;
        totals.crashes += crashes;
        totals.takeovers += takeovers;
        expect(end).toEqual(expectedState(events));
      }),
      { numRuns: RUNS },
    );
    // A test in which nothing happens proves nothing.
    expect(totals.steps).toBeGreaterThan(RUNS);
    expect(totals.crashes > 0).toBe(trouble.crashes);
    if (trouble.pauses || trouble.crashes) expect(totals.takeovers).toBeGreaterThan(0);
  },
  1_200_000,
);
