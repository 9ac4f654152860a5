import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { Issue } from '../../../src/index.js';
import { profileSchema, uidSchema, userSchema, userUpdateSchema } from '../../../src/schemas.js';
import type { UserInput } from '../../../src/user/fields.js';
import { createBody, updateBody } from '../../../src/user/payload.js';
import { uidIssues } from '../../../src/user/uid.js';
import { User } from '../../../src/user/user.js';
import { profileIssues } from '../../../src/user/validate.js';
import { RUNS, SEED, users } from './inputs.js';

const userOf = (input: unknown) => new User(input as UserInput);

/** The signed-in user's own profile: `uid` and `role` do not belong to it. */
function profileOf(input: object): User {
  const { uid: _, role: __, ...profile } = input as Record<string, unknown>;
  return userOf(profile);
}

/** The issues of a schema, in the form of `User.validate`. */
function issuesOf(schema: z.ZodMiniType, input: unknown): Issue[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).map(({ path: [field = 'user'], message, ...issue }) => ({
    field: String(field),
    code: 'params' in issue ? String(issue.params?.code) : issue.code,
    message,
  }));
}

const CASES = [
  {
    name: 'userSchema and validate("create")',
    schema: userSchema,
    issues: (input: object) => userOf(input).validate('create'),
    body: (input: object) => createBody(userOf(input)),
  },
  {
    name: 'userUpdateSchema and validate("update")',
    schema: userUpdateSchema,
    issues: (input: object) => userOf(input).validate('update'),
    body: (input: object) => updateBody(userOf(input)),
  },
  {
    name: 'profileSchema and the check of updateCurrentUserDetails',
    schema: profileSchema,
    issues: (input: object) => profileIssues(profileOf(input), 'update'),
    body: (input: object) => updateBody(profileOf(input)),
  },
];

describe.each(CASES)('$name', ({ schema, issues, body }) => {
  test('refuse the same users for the same reasons, and agree on the data to send', () => {
    const counts = { valid: 0, invalid: 0 };
    const property = fc.property(users, (input) => {
      const expected = issues(input);
      expect(issuesOf(schema, input)).toEqual(expected);
      if (expected.length > 0) return void counts.invalid++;
      counts.valid++;
      const result = schema.parse(input);
      expect(issues(result)).toEqual([]);
      expect(body(result)).toEqual(body(input));
      expect(schema.parse(result)).toEqual(result);
    });
    fc.assert(property, { seed: SEED, numRuns: RUNS });
    // Both valid and invalid users must be common, or the comparison would prove little.
    expect(Math.min(counts.valid, counts.invalid)).toBeGreaterThan(RUNS / 10);
  });
});

test('uidSchema and the check of a single uid refuse the same uids', () => {
  const property = fc.property(users, ({ uid }) => {
    const expected = uidIssues(uid).map(({ code, message }) => ({ field: 'user', code, message }));
    expect(issuesOf(uidSchema, uid)).toEqual(expected);
  });
  fc.assert(property, { seed: SEED, numRuns: RUNS / 10 });
});
