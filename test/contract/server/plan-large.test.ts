import { expect, test } from 'vitest';
import { file, NO_STEPS, ndjson, people, serveOld } from './plan-support.js';

/** `npm run test:soak` takes 200,000. */
const USERS = Number(process.env.PLAN_USERS ?? 5_000);

test(`${USERS} equal users are planned with a request for each 1,000 and two more`, async () => {
  const rows = people(USERS, (index) => ({ metadata: { team: index % 50 }, tags: ['beta'] }));
  const { make, wire } = await serveOld(rows);
  const admin = make({ rate: false });
  const plan = await admin.sync.plan(file(ndjson(rows)), { missing: 'erase' });
  expect(plan).toMatchObject({ counts: { ...NO_STEPS, unchanged: USERS }, rows: USERS, users: USERS, missingUsers: 0 });
  expect(plan.requests).toBe(2 + Math.ceil(USERS / 1000));
  expect(wire()).toHaveLength(plan.requests);
  expect(await admin.sync.apply(plan).summary).toMatchObject({ requests: 0 });
}, 600_000);
