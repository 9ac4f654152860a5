import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createEmulator, type Fault } from '../../../src/emulator.js';
import { type CometChatException, createClient } from '../../../src/index.js';
import { settleInFakeTime, stopClock } from '../../support/fake-time.js';
import { useShortWaits } from '../../support/short-waits.js';

// The faults that delay a response. The clock is stopped, so these tests use no socket.

useShortWaits();
beforeEach(stopClock);

const BO = { uid: 'bo', name: 'Bo' };
const ATTEMPT_TIMEOUT = 500;

/** An emulator in this process that delays responses, and a client of it. */
function start(fault: Fault) {
  const emulator = createEmulator({ authKeyMayRead: true, faults: [fault] });
  const client = createClient({
    appId: emulator.appId,
    region: 'us',
    attemptTimeout: ATTEMPT_TIMEOUT,
    timeout: 6_000,
    fetch: (request) => emulator.fetch(request),
  });
  onTestFinished(async () => {
    client.dispose();
    await emulator.close();
  });
  return { emulator, client };
}

/** The uid of the user, or the error as `CODE kind attempts`. */
const outcome = (operation: Promise<{ uid: string }>) =>
  settleInFakeTime(
    operation.then(
      ({ uid }) => uid,
      ({ code, kind, attempts }: CometChatException) => `${code} ${kind} ${attempts}`,
    ),
  );

describe('a create', () => {
  test.each<[Fault, outcome: string, requests: string]>([
    [{ delayMs: ATTEMPT_TIMEOUT - 25 }, 'bo', 'POST'],
    // The emulator makes the change, although the client has ended the attempt.
    [{ delayMs: ATTEMPT_TIMEOUT + 150, nth: 1 }, 'bo', 'POST POST GET'],
    [{ delayMs: ATTEMPT_TIMEOUT + 150 }, 'REQUEST_TIMEOUT timeout 3', 'POST POST POST'],
    [{ trickle: true, nth: 1 }, 'bo', 'POST POST GET'],
    [{ trickle: true }, 'REQUEST_TIMEOUT timeout 3', 'POST POST POST'],
  ])('%j', async (fault, result, requests) => {
    const { emulator, client } = start({ operation: 'createUser', ...fault });
    expect(await outcome(client.createUser(BO, emulator.authKey))).toBe(result);
    // An attempt that the client has ended may still be in progress in the emulator.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(emulator.requests.map(({ method }) => method).join(' ')).toBe(requests);
    expect(emulator.users.list().filter(({ uid }) => uid === 'bo')).toHaveLength(1);
  });
});

test.each(['createAuthToken', 'login'] as const)('a login whose first %s is late is retried', async (operation) => {
  const { emulator, client } = start({ operation, delayMs: ATTEMPT_TIMEOUT + 150, nth: 1 });
  expect(await outcome(client.login('cometchat-uid-1', emulator.authKey))).toBe('cometchat-uid-1');
  const state = client.session.getSnapshot();
  if (state.status !== 'signedIn') return expect.fail(state.status);
  expect(emulator.users.authTokens('cometchat-uid-1')).toContain(state.user.getAuthToken());
});
