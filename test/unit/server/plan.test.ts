import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkChange } from '../../../src/server/changes/change.js';
import { learnRules, type UpdateRules } from '../../../src/server/changes/merging.js';
import { plan } from '../../../src/server/changes/plan.js';
import type { UserInput } from '../../../src/user/fields.js';
import { updateBody } from '../../../src/user/payload.js';
import { User } from '../../../src/user/user.js';

const found = (fields: object = {}) => User.from({ uid: 'zoe', name: 'Zoë', ...fields });
const ensure = (fields: object = {}, reactivate = false) =>
  checkChange({ action: 'ensure', user: { uid: 'zoe', name: 'Zoë', ...fields }, at: 1, reactivate });
const RULES = { userOwnedFields: ['statusMessage'] as const, updates: {} };

/** A plan, with the body that an update sends. */
function planned(...given: Parameters<typeof plan>) {
  const result = plan(...given);
  return result.action === 'update' ? { ...result, user: updateBody(result.user) } : result;
}

describe('a plan', () => {
  const gone = found({ deactivatedAt: 1 });

  test.each<[string, ReturnType<typeof checkChange>, User | undefined, object]>([
    ['nobody is there', ensure(), undefined, { action: 'create' }],
    ['nothing differs', ensure(), found({ role: 'guide' }), { action: 'none', outcome: 'unchanged', merged: [] }],
    ['a field differs', ensure({ role: 'guide' }), found(), { action: 'update', user: { role: 'guide' }, merged: [] }],
    ['the user is deactivated', ensure({ name: 'Z' }), gone, { action: 'none', outcome: 'skipped' }],
    ['the user is to come back', ensure({ name: 'Z' }, true), gone, { action: 'reactivate' }],
    ['the user owns the field', ensure({ statusMessage: 'Hi' }), found(), { action: 'none', outcome: 'unchanged' }],
  ])('to ensure, where %s', (_, change, have, expected) => {
    expect(planned(change, have, RULES)).toMatchObject(expected);
  });

  test('creates with the fields that users own', () => {
    expect(plan(ensure({ statusMessage: 'Hi' }), undefined, RULES)).toMatchObject({ user: { statusMessage: 'Hi' } });
  });

  test('updates a field that users do not own any longer', () => {
    const rules = { ...RULES, userOwnedFields: ['avatar'] as const };
    const change = ensure({ statusMessage: 'Hi', avatar: 'https://a.example/1.png' });
    expect(planned(change, found(), rules)).toMatchObject({ user: { statusMessage: 'Hi' } });
  });

  test.each<['deactivate' | 'erase', User | undefined, string]>([
    ['deactivate', found(), 'deactivate'],
    ['deactivate', gone, 'none'],
    ['deactivate', undefined, 'none'],
    ['erase', found(), 'erase'],
    ['erase', gone, 'erase'],
    ['erase', undefined, 'none'],
  ])('to %s', (action, have, expected) => {
    expect(plan(checkChange({ action, uid: 'zoe', at: 1 }), have, RULES).action).toBe(expected);
  });
});

describe('a service that merges', () => {
  const user = (fields: object) => new User({ uid: 'zoe', ...fields } as UserInput);
  const shallow = (before: object, sent: object) => ({ ...before, ...sent });
  const learn = (before: object, sent: object, after: object, known: UpdateRules = {}) =>
    learnRules(found(before), user(sent), found(after), known);

  test.each<[string, object, object, object, UpdateRules]>([
    ['metadata that was replaced', { a: 1 }, { b: 2 }, { b: 2 }, { metadata: 'replace' }],
    ['metadata that was merged', { a: 1 }, { b: 2 }, { a: 1, b: 2 }, { metadata: 'merge' }],
    ['an object within it', { a: { x: 1 } }, { a: { y: 2 } }, { a: { x: 1, y: 2 } }, { metadata: 'mergeDeep' }],
    ['nothing from an equal result', { a: 1 }, { a: 2 }, { a: 2 }, {}],
    ['nothing from another change at the same time', { a: 1 }, { b: 2 }, { c: 3 }, {}],
  ])('is learned by %s', (_, before, sent, after, expected) => {
    const rules = learn({ metadata: before }, { metadata: sent }, { metadata: after });
    expect(JSON.parse(JSON.stringify(rules))).toEqual(expected);
  });

  test('is not forgotten by a result that fits', () => {
    const known: UpdateRules = { metadata: 'merge' };
    expect(learn({ metadata: { a: { x: 1 } } }, { metadata: { a: {} } }, { metadata: { a: {} } }, known)).toMatchObject(
      known,
    );
  });

  test('is learned by tags', () => {
    expect(learn({ tags: ['a'] }, { tags: ['b'] }, { tags: ['b', 'a'] }).tags).toBe('merge');
    expect(learn({ tags: ['a'] }, { tags: ['b'] }, { tags: ['b'] }, { tags: 'merge' }).tags).toBe('replace');
    expect(learn({ tags: ['a'] }, { tags: ['a', 'b'] }, { tags: ['a', 'b'] }, { tags: 'merge' }).tags).toBe('merge');
  });

  test('is not asked again for what it cannot do', () => {
    const rules = { ...RULES, updates: { metadata: 'merge', tags: 'merge' } as const };
    const have = found({ metadata: { a: 1, b: 2 }, tags: ['x', 'y'] });
    const given = { metadata: { a: 1 }, tags: ['y'] };
    expect(plan(ensure(given), have, rules)).toEqual({
      action: 'none',
      outcome: 'unchanged',
      merged: ['metadata', 'tags'],
    });
    expect(planned(ensure({ ...given, name: 'Z' }), have, rules)).toMatchObject({
      user: { name: 'Z' },
      merged: ['metadata', 'tags'],
    });
    expect(planned(ensure({ metadata: { a: 3 } }), have, rules)).toMatchObject({ user: { metadata: { a: 3 } } });
    // Clearing works: it is another request.
    expect(planned(ensure({ metadata: null }), have, rules)).toMatchObject({ user: { unset: ['metadata'] } });
  });

  test('whatever the metadata: once learned, an update leaves nothing to do', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3)),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3)),
        (have, want) => {
          const after = shallow(have, want);
          const updates = learn({ metadata: have }, { metadata: want }, { metadata: after });
          const next = plan(ensure({ metadata: want }), found({ metadata: after }), { ...RULES, updates });
          expect(next.action).toBe('none');
        },
      ),
    );
  });
});
