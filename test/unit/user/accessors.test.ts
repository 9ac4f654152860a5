import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserFields } from '../../../src/user/fields.js';
import { User } from '../../../src/user/user.js';

/**
 * The vendor's accessors: the name after `get` and `set`, the field, a value, and the result of the getter without a
 * value.
 */
const ACCESSORS = [
  ['Uid', 'uid', 'kevin', ''],
  ['Name', 'name', 'Kevin', ''],
  ['Avatar', 'avatar', 'https://example.com/kevin.png', ''],
  ['Link', 'link', 'https://example.com/kevin', ''],
  ['Role', 'role', 'admin', ''],
  ['Metadata', 'metadata', { department: 'support' }, {}],
  ['StatusMessage', 'statusMessage', 'Away', ''],
  ['Tags', 'tags', ['beta'], []],
  ['Status', 'status', 'online', ''],
  ['LastActiveAt', 'lastActiveAt', 1_700_000_000, 0],
  ['DeactivatedAt', 'deactivatedAt', 1_700_000_000, 0],
  ['HasBlockedMe', 'hasBlockedMe', true, false],
  ['BlockedByMe', 'blockedByMe', true, false],
  ['AuthToken', 'authToken', 'kevin_1700000000abcdef', ''],
] as const satisfies readonly [string, keyof UserFields | 'authToken', unknown, unknown][];

/** By name, as a table needs them. */
type ByName = { [method: string]: (value?: unknown) => unknown } & { [field: string]: unknown };
const blank = () => new User(undefined as unknown as string) as unknown as ByName;

describe.each(ACCESSORS)('%s', (name, field, value, whenUnset) => {
  test('is set, read by the getter and read as a field', () => {
    const user = blank();
    user[`set${name}`]?.(value);
    expect(user[`get${name}`]?.()).toEqual(value);
    expect(user[field]).toEqual(value);
  });

  test("is undefined as a field if it is not set, while the getter keeps the vendor's type", () => {
    const user = blank();
    expect(user[field]).toBeUndefined();
    expect(user[`get${name}`]?.()).toEqual(whenUnset);
  });

  test('chains', () => {
    const user = blank();
    expect(user[`set${name}`]?.(value)).toBe(user);
  });

  test('is taken back by undefined', () => {
    const user = blank();
    user[`set${name}`]?.(value);
    user[`set${name}`]?.(undefined);
    expect(user[field]).toBeUndefined();
    expect(Object.keys(user)).not.toContain(field);
  });

  test('never throws for any value, and neither does validate()', () => {
    const hostile = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.func(hostile), fc.constant(Symbol('x'))), (anything) => {
        const user = new User('kevin', 'Kevin');
        (user as unknown as ByName)[`set${name}`]?.(anything);
        user.validate('create');
        user.validate('update');
      }),
    );
  });
});

describe('the result of a getter is a copy', () => {
  test('so changing the tags it gave changes nothing', () => {
    const user = new User('kevin').setTags(['beta']);
    user.getTags().push('gold');
    expect(user.getTags()).toEqual(['beta']);
  });

  test('so changing the metadata it gave changes nothing, however deep', () => {
    const user = new User('kevin').setMetadata({ address: { city: 'Bern' } });
    (user.getMetadata().address as { city: string }).city = 'Basel';
    expect(user.getMetadata()).toEqual({ address: { city: 'Bern' } });
  });

  test('and it does not pollute prototypes', () => {
    const user = new User('kevin').setMetadata(JSON.parse('{"__proto__":{"admin":true}}'));
    expect((user.getMetadata() as { admin?: boolean }).admin).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
