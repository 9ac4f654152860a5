import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator.js';

const root = mkdtempSync(path.join(tmpdir(), 'close-and-data-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(root, 'data-'));
});

const USERS = 'http://localhost/v3/users';

function create({ fetch, apiKey }: Emulator, uid: string, body?: ReadableStream): Promise<Response> {
  const headers = { apikey: apiKey, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: body ?? JSON.stringify({ uid, name: uid }), duplex: 'half' };
  return fetch(USERS, init);
}

/** The uids that the next emulator finds in the folder. */
async function storedUids(): Promise<string[]> {
  const emulator = createEmulator({ data });
  const uids = emulator.users.list().map(({ uid }) => uid);
  await emulator.close();
  return uids;
}

describe.each<[string, () => EmulatorOptions]>([
  ['with a folder', () => ({ data })],
  ['in memory', () => ({})],
])('a request of fetch that is in progress at close(), %s,', (_, options) => {
  test('ends with its answer before close() resolves', async () => {
    const emulator = createEmulator({ ...options(), faults: [{ delayMs: 3_600_000 }] });
    const answers: number[] = [];
    void create(emulator, 'bo').then(({ status }) => answers.push(status));
    await expect.poll(() => emulator.requests.length).toBe(1);
    await emulator.close();
    expect(answers).toEqual([200]);
    if (options().data !== undefined) expect(await storedUids()).toContain('bo');
  });

  test('rejects, as with a lost connection, if its body never ends: close() ends within a second', async () => {
    const emulator = createEmulator(options());
    const request = create(emulator, 'bo', new ReadableStream()).catch((error: unknown) => error);
    const before = performance.now();
    await emulator.close();
    expect(performance.now() - before).toBeLessThan(1000);
    expect(await request).toEqual(new TypeError('fetch failed: the emulator was closed'));
    if (options().data !== undefined) expect(await storedUids()).not.toContain('bo');
  });
});

describe('after close(), an emulator with a folder', () => {
  test('refuses fetch and reset() with a clear error, and changes nothing in memory', async () => {
    const emulator = createEmulator({ data });
    await create(emulator, 'bo');
    await emulator.close();
    const uids = emulator.users.list().map(({ uid }) => uid);
    expect(uids).toContain('bo');

    const closed = 'the emulator is closed; listen() opens its data folder again';
    await expect(create(emulator, 'cy')).rejects.toEqual(new TypeError(`fetch failed: ${closed}`));
    await expect(emulator.fetch(USERS)).rejects.toThrow(TypeError);
    expect(() => emulator.reset()).toThrow(new Error(`reset failed: ${closed}`));
    expect(() => emulator.url).toThrow('The emulator has no url yet: await listen() first.');

    expect(emulator.users.list().map(({ uid }) => uid)).toEqual(uids);
    expect(emulator.users.get('bo')?.name).toBe('bo');
    expect(emulator.users.authTokens('bo')).toEqual([]);
    expect(emulator.requests).toHaveLength(1);
    emulator.faults.add({ status: 503 });
    expect(emulator.faults.list()).toHaveLength(1);
    emulator.faults.clear();
    await emulator.close();
  });

  test('works again after listen()', async () => {
    const emulator = createEmulator({ data });
    await emulator.close();
    await emulator.listen({ port: 0 });
    expect((await create(emulator, 'bo')).status).toBe(200);
    emulator.reset();
    expect((await create(emulator, 'cy')).status).toBe(200);
    await emulator.close();
    const uids = await storedUids();
    expect(uids).toContain('cy');
    expect(uids).not.toContain('bo');
  });
});

test('reset() says with an error of its own that the start could not be stored', () => {
  const emulator = createEmulator({ data });
  rmSync(data, { recursive: true });
  const reset = () => emulator.reset();
  expect(reset).toThrow(/^The change could not be stored: .* was removed$/);
  expect(reset).toThrow(expect.objectContaining({ name: 'Error' }));
});
