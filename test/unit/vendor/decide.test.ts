import { describe, expect, test } from 'vitest';
import { decide, type Step, type View } from '../../../src/vendor/decide.js';

/** Both sides agree on the token `a`, unless a test says something else. */
function view(more: Partial<View> & { readonly hadTokens?: readonly string[] } = {}): View {
  const { hadTokens = [], ...rest } = more;
  return {
    ours: 'a',
    vendors: 'a',
    stored: 'a',
    before: { ours: 'a', vendors: 'a' },
    isEndedWithoutLogout: false,
    wasOurs: (token) => token === 'a' || hadTokens.includes(token),
    isProfileStored: true,
    isProfileRead: false,
    isProfileShown: true,
    isSocketOpen: true,
    ...rest,
  };
}

const nobody = { ours: undefined, vendors: undefined, stored: undefined };

type Row = [what: string, step: Step | undefined, Parameters<typeof view>[0]];

describe('both sides have the same token', () => {
  test.each<Row>([
    ['everything agrees', undefined, {}],
    ['nobody is signed in', undefined, { ...nobody, before: nobody }],
    ['nobody is signed in here, and another tab’s vendor side is logging in', undefined, { ...nobody, stored: 'x' }],
    ['the vendor’s stored session is gone: another tab was late', 'logIn', { stored: undefined }],
    ['the vendor’s stored session is one that we had before', 'logIn', { stored: 'b', hadTokens: ['b'] }],
    ['the vendor’s stored session is a new one of another tab', 'takeOver', { stored: 'x' }],
    ['our profile is not the stored one', 'readProfile', { isProfileStored: false }],
    ['it still is not, after a read', 'takeProfile', { isProfileStored: false, isProfileRead: true }],
    ['the kit shows another profile', 'showProfile', { isProfileShown: false }],
    ['the socket is another user’s', 'reconnect', { isSocketOpen: false }],
    ['several differ: the stored profile comes first', 'readProfile', { isProfileStored: false, isSocketOpen: false }],
    ['several differ: the socket comes last', 'showProfile', { isProfileShown: false, isSocketOpen: false }],
  ])('%s: %s', (_, step, given) => {
    expect(decide(view(given))).toBe(step);
  });
});

describe('only our session has changed', () => {
  test.each<Row>([
    ['a login', 'logIn', { ours: 'b', vendors: undefined, before: nobody }],
    ['a switch or a new token', 'logIn', { ours: 'b' }],
    ['a logout', 'logOut', { ours: undefined }],
  ])('%s: %s', (_, step, given) => {
    expect(decide(view(given))).toBe(step);
  });
});

describe('only the vendor’s side has changed', () => {
  test.each<Row>([
    ['a login, while nobody was signed in', 'takeOver', { ours: undefined, vendors: 'x', before: nobody }],
    ['a switch, or a new token', 'takeOver', { vendors: 'x' }],
    ['it is signed out, without a click', 'check', { vendors: undefined }],
    ['it is back to a token that it had from us: a late answer', 'logIn', { vendors: 'b', hadTokens: ['b'] }],
    ['a late answer after our logout', 'logOut', { ours: undefined, vendors: 'b', hadTokens: ['b'], before: nobody }],
  ])('%s: %s', (_, step, given) => {
    expect(decide(view(given))).toBe(step);
  });
});

describe('both sides have changed: ours wins', () => {
  test.each<Row>([
    ['two logins', 'logIn', { ours: 'b', vendors: 'x', before: nobody }],
    ['two switches', 'logIn', { ours: 'b', vendors: 'x' }],
    ['our login and the vendor’s logout', 'logIn', { ours: 'b', vendors: undefined }],
    ['our logout and the vendor’s login', 'logOut', { ours: undefined, vendors: 'x' }],
  ])('%s: %s', (_, step, given) => {
    expect(decide(view(given))).toBe(step);
  });
});

describe('our session has ended without a logout', () => {
  const ended = { ours: undefined, isEndedWithoutLogout: true };
  test.each<Row>([
    ['the vendor’s side has the ended session', 'logOut', ended],
    ['another tab’s vendor side has logged in', 'takeOver', { ...ended, stored: 'x' }],
    ['this tab’s vendor side has logged in', 'takeOver', { ...ended, vendors: 'x', stored: 'x' }],
    ['the stored session is one that we had before', 'logOut', { ...ended, stored: 'b', hadTokens: ['b'] }],
    ['the vendor’s side is signed out too', undefined, { ...ended, vendors: undefined, stored: 'x' }],
  ])('%s: %s', (_, step, given) => {
    expect(decide(view(given))).toBe(step);
  });
});

test('after a check that found the token good, the vendor’s side logs in again', () => {
  expect(decide(view({ vendors: undefined, stored: undefined, before: { ours: 'a', vendors: undefined } }))).toBe(
    'logIn',
  );
});

test('each step leads to agreement, from every state', () => {
  const tokens = [undefined, 'a', 'b', 'x'];
  for (const ours of tokens)
    for (const vendors of tokens)
      for (const stored of tokens)
        for (const before of [nobody, { ours: 'a', vendors: 'a' }, { ours, vendors }])
          for (const isEndedWithoutLogout of [false, true]) {
            let now = view({ ours, vendors, stored, before, hadTokens: ['b'], isEndedWithoutLogout });
            let steps = 0;
            for (let step = decide(now); step; step = decide(now)) {
              expect(++steps, JSON.stringify({ ours, vendors, stored, before })).toBeLessThan(5);
              const next = after(step, now);
              now = { ...next, before: { ours: next.ours, vendors: next.vendors } };
            }
            expect(now.ours).toBe(now.vendors);
          }
});

/** A vendor that does as it should. */
function after(step: Step, now: View): View {
  if (step === 'takeOver') return { ...now, ours: now.vendors === 'x' ? 'x' : now.stored };
  if (step === 'logIn') return { ...now, vendors: now.ours, stored: now.ours };
  if (step === 'logOut') return { ...now, vendors: undefined, stored: undefined };
  return now;
}
