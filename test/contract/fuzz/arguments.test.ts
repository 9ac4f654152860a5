import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCases } from './cases.js';
import { openWorld } from './client-world.js';
import { methodNames, TARGETS } from './entries.js';
import { noUnhandledRejections, useFakeTime } from './outcome.js';

beforeAll(useFakeTime);
afterAll(() => void vi.useRealTimers());
noUnhandledRejections();

/** The facades keep state in a module, so they have their own test file. */
const HERE = Object.keys(TARGETS).filter((name) => !/^CometChat(Calls)?$/.test(name));

test('every public method is fuzzed', async () => {
  const { client } = await openWorld(true);
  for (const [name, { of, methods }] of Object.entries(TARGETS)) {
    expect.soft([name, ...Object.keys(methods).sort()]).toEqual([name, ...methodNames(of({ client })).sort()]);
  }
  client.dispose();
});

describe('with one hostile value, only a CometChatException comes out, and the session stays consistent', () => {
  test.each(HERE)('%s', async (target) => {
    expect(await runCases(target, () => openWorld(true))).toEqual([]);
  });
});
