import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../../src/user/fields.js';
import { createBody } from '../../../src/user/payload.js';
import type { UserJSON } from '../../../src/user/response.js';
import { User } from '../../../src/user/user.js';

/** Names of our members, or of fields in the response to a login. */
const TAKEN = [...FIELDS, 'authToken', 'wsChannel', 'jwt', 'fat', 'settings'] as string[];
/** Names that would be dangerous if they were set without a check. */
const HOSTILE = ['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'setName', 'clone', 'touched', 'then'];

const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const key = fc.oneof(fc.string(), fc.constantFrom(...HOSTILE)).filter((name) => !TAKEN.includes(name));
const extras = fc.dictionary(key, json);
const metadata = fc.dictionary(fc.string(), json);
const known = fc.record(
  {
    name: fc.string(),
    avatar: fc.webUrl(),
    link: fc.webUrl(),
    role: fc.string(),
    metadata,
    status: fc.constantFrom('online', 'offline'),
    statusMessage: fc.string(),
    tags: fc.array(fc.string()),
    createdAt: fc.nat(),
    updatedAt: fc.nat(),
    lastActiveAt: fc.nat(),
    deactivatedAt: fc.nat(),
    hasBlockedMe: fc.boolean(),
    blockedByMe: fc.boolean(),
  },
  { requiredKeys: [] },
);
const uid = fc.stringMatching(/^[a-z0-9_-]{1,100}$/);

/** The fields that a user must have for some JSON: all except null values and names of our methods. */
function shown(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && !(name in User.prototype)));
}

describe('any user of the service', () => {
  const row = fc.tuple(uid, known, extras).map(([uid, known, extras]) => ({ ...extras, ...known, uid }));

  test('keeps every field, known or not, from JSON to JSON and again', () => {
    fc.assert(
      fc.property(row, (row) => {
        const once = User.from(row as UserJSON);
        expect(once.toJSON()).toEqual(shown(row));
        const again = User.from(JSON.parse(JSON.stringify(once)));
        expect(again.toJSON()).toEqual(once.toJSON());
        expect(again.touched).toEqual([]);
      }),
    );
  });

  test('is cloned field by field', () => {
    fc.assert(
      fc.property(row, (row) => {
        const user = User.from(row as UserJSON);
        expect(user.clone().toJSON()).toEqual(user.toJSON());
        expect(user.clone().touched).toEqual([]);
      }),
    );
  });

  test('stays a user whose methods are ours, and pollutes nothing', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(row, (row) => {
        const user = User.from(row as UserJSON).clone();
        expect(Object.getPrototypeOf(user)).toBe(User.prototype);
        for (const name of HOSTILE) if (name in User.prototype) expect(Object.hasOwn(user, name)).toBe(false);
      }),
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });

  test('never reveals its token', () => {
    fc.assert(
      fc.property(row, (row) => {
        const user = User.from({ ...row, authToken: 'S3CRET' } as unknown as UserJSON);
        expect(JSON.stringify([user, { ...user }, user.clone()])).not.toContain('S3CRET');
        expect(user.clone().getAuthToken()).toBe('S3CRET');
      }),
    );
  });
});

test('metadata that validates arrives as it was sent', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.anything({ withBigInt: true, withMap: true })),
      (metadata) => {
        const user = new User('kevin', 'Kevin').setMetadata(metadata);
        if (!user.isValid('create')) return;
        const sent = createBody(user);
        expect(JSON.parse(JSON.stringify(sent)).metadata).toEqual(plain(sent.metadata));
      },
    ),
    { numRuns: 1_000 },
  );
});

/** Without details that JSON does not have: the sign of zero, and the prototype of an object. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value === 0 ? 0 : value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
