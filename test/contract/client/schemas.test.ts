import fc from 'fast-check';
import { expect, test } from 'vitest';
import { userSchema } from '../../../src/schemas.js';
import { serve } from '../../support/client-support.js';
import { SEED, users } from '../../unit/schemas/inputs.js';

test('the service creates every user that userSchema accepts', async () => {
  const { make, emulator } = await serve({ rateLimits: false, roles: ['Admin_1'] });
  const client = make();
  const accepted = fc.sample(users, { seed: SEED, numRuns: 500 }).flatMap((input, index) => {
    // Each uid once, and only a role that this app has.
    const { data } = userSchema.safeParse({ ...input, uid: `user-${index}`, role: 'Admin_1' });
    return data ?? [];
  });
  expect(accepted.length).toBeGreaterThan(100);
  for (const user of accepted) {
    const created = await client.createUser(user, emulator.authKey);
    expect(created).toMatchObject({ uid: user.uid, name: user.name, tags: user.tags ?? [] });
  }
});
