import { describe, expect, test } from 'vitest';
import { hasSameProfile, withProfileOf } from '../../../src/session/vendor-session.js';
import { User } from '../../../src/user/user.js';

const user = (fields: object) => User.fromService({ uid: 'ann', name: 'Ann', ...fields });

describe('the profile of the vendor’s SDK beside ours', () => {
  test.each([
    ['statusMessage', ''],
    ['metadata', {}],
    ['tags', []],
  ])('%s is the same if one side has it empty and the other side has none', (field, empty) => {
    const withEmpty = user({ [field]: empty });
    const without = user({});
    expect(hasSameProfile(withEmpty, without)).toBe(true);
    expect(hasSameProfile(without, withEmpty)).toBe(true);
    expect(withProfileOf(withEmpty, without).toJSON()).toEqual(withEmpty.toJSON());
    expect(withProfileOf(without, withEmpty).toJSON()).toEqual(without.toJSON());
  });

  test('a field that the vendor’s SDK has cleared is cleared; role and tags stay', () => {
    const ours = user({ statusMessage: 'Hi', avatar: 'https://example.com/a.png', role: 'admin', tags: ['vip'] });
    const vendors = user({ statusMessage: '' });
    expect(hasSameProfile(ours, vendors)).toBe(false);
    expect(withProfileOf(ours, vendors).toJSON()).toEqual(
      user({ statusMessage: '', role: 'admin', tags: ['vip'] }).toJSON(),
    );
  });
});
