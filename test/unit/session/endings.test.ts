import { expect, onTestFinished, test, vi } from 'vitest';
import { createEndings } from '../../../src/session/endings.js';
import type { User } from '../../../src/user/user.js';

const session = (authToken: string) => ({ authToken, user: {} as User });

function make() {
  const endings = createEndings(() => undefined);
  onTestFinished(() => endings.close());
  return endings;
}

test('a session that was stored without its id has the id that this tab knows', () => {
  const endings = make();
  endings.remember('ann_1', 'id-of-ann');
  expect(endings.idOf(session('ann_1'))).toBe('id-of-ann');
  expect(endings.idOf(session('bo_1'))).not.toBe('id-of-ann');
});

test('keeps neither tokens nor all sessions of a client that logs in many users', () => {
  const set = vi.spyOn(Map.prototype, 'set');
  const endings = make();
  for (let count = 1; count <= 1_000; count++) {
    endings.remember(`token-${count}`, `id-${count}`);
    endings.addOwn(`id-${count}`);
  }
  const maps = [...new Set(set.mock.contexts as Map<string, unknown>[])];
  expect(maps).toHaveLength(2);
  for (const map of maps) {
    expect(map.size).toBe(100);
    expect(JSON.stringify([...map])).not.toContain('token-');
  }
  expect(endings.of('id-1000')).toBe('settled');
  expect(endings.of('id-1')).toBeUndefined();
  expect(endings.idOf(session('token-1000'))).toBe('id-1000');
});
