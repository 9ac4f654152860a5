import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkChange } from '../../../src/server/changes/change.js';
import {
  allDue,
  EMPTY_RECORD,
  isDue,
  isDueFor,
  mergeChange,
  type UserRecord,
  withOutcomes,
} from '../../../src/server/user-sync/record.js';
import { changeOf, EVENTS, type ModelEvent } from '../../support/sync-story.js';

const merge = (record: UserRecord, event: ModelEvent, at: number) =>
  mergeChange(record, checkChange(changeOf(event, at, 'ann')), `event ${at}`);

/** What is wanted, whatever was applied of it. */
const wanted = ({ profile, activity }: UserRecord) => ({
  profile: profile && { at: profile.at, user: profile.user },
  activity: activity && { at: activity.at, isActive: activity.isActive },
});

describe('merging', () => {
  const stories = fc
    .array(fc.constantFrom(...EVENTS), { minLength: 1, maxLength: 8 })
    .chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events.keys()], { minLength: events.length })),
    );

  test('gives the same state in any order', () => {
    fc.assert(
      fc.property(stories, ([events, order]) => {
        const inOrder = events.reduce((record, event, at) => merge(record, event, at), EMPTY_RECORD);
        const shuffled = order.reduce((record, at) => merge(record, events[at] as ModelEvent, at), EMPTY_RECORD);
        expect(wanted(shuffled)).toEqual(wanted(inOrder));
      }),
    );
  });

  test('of a change that was merged before, or that is old, gives the same object', () => {
    fc.assert(
      fc.property(stories, fc.nat(), ([events, order], index) => {
        const record = order.reduce((before, at) => merge(before, events[at] as ModelEvent, at), EMPTY_RECORD);
        const at = index % events.length;
        if (record.ids.includes(`event ${at}`)) expect(merge(record, events[at] as ModelEvent, at)).toBe(record);
      }),
    );
    const newer = merge(merge(EMPTY_RECORD, 'profile', 5), 'unban', 6);
    expect(merge(newer, 'profile', 4)).toBe(newer);
    expect(merge(newer, 'ban', 4)).toBe(newer);
  });

  test('keeps the ids of the last twenty events', () => {
    let record = EMPTY_RECORD;
    for (let at = 0; at < 30; at += 1) record = merge(record, 'profile', at);
    expect(record.ids).toEqual(Array.from({ length: 20 }, (_, index) => `event ${index + 10}`));
  });

  test('of two events with the same time takes the one that arrives later, but a deletion always', () => {
    const twice = (first: ModelEvent, second: ModelEvent) =>
      mergeChange(merge(EMPTY_RECORD, first, 1), checkChange(changeOf(second, 1, 'ann')), 'second');
    expect(twice('profile', 'snapshot').profile?.id).toBe('second');
    expect(twice('ban', 'unban').activity?.isActive).toBe(true);
    for (const event of ['profile', 'unban', 'ban', 'snapshot'] as const) {
      expect(wanted(twice('erase', event))).toEqual(wanted(merge(EMPTY_RECORD, 'erase', 1)));
      expect(twice(event, 'erase').profile?.user).toBeNull();
    }
  });
});

describe('what is due', () => {
  test('is everything that was merged and has no outcome, and an event waits only for its own', () => {
    const record = merge(merge(EMPTY_RECORD, 'profile', 1), 'ban', 2);
    expect([isDueFor(record, 'event 1'), isDueFor(record, 'event 2'), isDueFor(record, 'event 3')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('again after a lost mark, is what every event waits for; an outcome from before does not count', () => {
    const merged = merge(EMPTY_RECORD, 'profile', 1);
    const applied = { ...merged, profile: { ...(merged.profile as object), outcome: 'created' } } as UserRecord;
    const again = allDue(applied);
    expect(isDueFor(again, 'event 7')).toBe(true);
    expect(isDue(withOutcomes(again, applied))).toBe(true);
    expect(isDue(withOutcomes(merged, applied))).toBe(false);
  });
});
