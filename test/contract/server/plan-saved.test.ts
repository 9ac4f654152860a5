import { readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SyncPlan } from 'cometchat-users/server';
import { describe, expect, test } from 'vitest';
import { all, file, folder, NO_RESULTS, person, results, serveOld } from './plan-support.js';

/** A plan with a step of each kind that is saved. */
async function planned() {
  const service = await serveOld([
    person('changed', { metadata: { text: 'ä\u2028"' } }),
    person('same'),
    person('banned'),
    person('off'),
    person('gone'),
  ]);
  await service.admin.users.deactivate(['banned', 'off']);
  const rows = [
    person('new', { tags: ['x'] }),
    { uid: 'changed', name: 'Changed', metadata: { text: 'ö\n"', '1': null } },
    person('same'),
    { uid: 'banned', name: 'Back' },
    { uid: 'bad', name: 5 },
    { uid: 'same', name: 'Name of same' },
  ];
  const options = { missing: 'erase', maxRemoved: 2, reactivate: true } as const;
  const plan = await service.admin.sync.plan(rows as never, options);
  service.wire();
  return { ...service, plan };
}

/** Saves a plan as the docs show it. Returns the path. */
async function save(plan: SyncPlan): Promise<string> {
  const saved = path.join(folder(), 'plan.ndjson');
  await writeFile(saved, plan.lines(), { mode: 0o600 });
  return saved;
}

describe('a saved plan', () => {
  test('is text that a person can read: a line for each step that matters', async () => {
    const { plan } = await planned();
    const [head, ...rest] = readFileSync(await save(plan), 'utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(head ?? '')).toMatchObject({
      plan: 'cometchat-users',
      version: 1,
      appId: 'app-1',
      region: 'us',
      missing: 'erase',
      counts: { ...plan.counts },
    });
    expect(head).toMatch(/^\{"plan":"cometchat-users","version":1,"appId":"app-1","region":"us","begunAt":"20/);
    expect(rest[0]).toMatch(
      /^\{"action":"create","uid":"new","line":1,"user":\{"uid":"new","name":"Name of new","tags":\["x"\]\},"sum":"[0-9a-f]{12}"\}$/,
    );
    expect(rest.map((line) => JSON.parse(line)).map(({ action, uid, steps }) => [action, uid, steps])).toEqual([
      ['create', 'new', undefined],
      ['update', 'changed', undefined],
      ['skip', 'same', undefined],
      ['reactivate', 'banned', undefined],
      ['invalid', 'bad', undefined],
      ['erase', 'gone', undefined],
      ['erase', 'off', undefined],
      [undefined, undefined, 7],
    ]);
  });

  test('reads as it was, from a path, lines or a stream, and applies as it was', async () => {
    const { admin, plan, wire, emulator } = await planned();
    const saved = await save(plan);
    const text = readFileSync(saved, 'utf8');
    const bytes = new TextEncoder().encode(text);
    async function* parts() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
    }
    const expected = (await all(plan)).filter(({ action }) => action !== 'unchanged');
    for (const given of [saved, [text], text.split(/(?<=\n)/), parts()]) {
      const read = await admin.sync.readPlan(given);
      const { lines: _, close: __, ...facts } = plan;
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(facts)));
      const steps = await all(read);
      expect(JSON.stringify(steps)).toBe(JSON.stringify(expected));
      expect(steps.find(({ action }) => action === 'invalid')).toMatchObject({
        error: { name: 'CometChatException', code: 'INVALID_USER_NAME', details: { name: [expect.any(String)] } },
      });
      // Saved again, it is the same text.
      expect((await all(read.lines())).join('')).toBe(text);
    }
    expect(wire()).toEqual([]);
    const run = admin.sync.apply(await admin.sync.readPlan(saved));
    expect(await results(run)).toEqual([
      'created new',
      'erased gone',
      'erased off',
      'failed bad',
      'reactivated banned',
      'skipped same duplicate',
      'updated changed',
    ]);
    expect((await run.summary).counts).toEqual({
      ...NO_RESULTS,
      created: 1,
      erased: 2,
      failed: 1,
      reactivated: 1,
      skipped: 1,
      updated: 1,
    });
    expect(emulator.users.get('changed')?.metadata).toEqual({ text: 'ö\n"', '1': null });
  });

  test('is refused by an admin of another app or region', async () => {
    const { make, plan } = await planned();
    const saved = await save(plan);
    for (const other of [{ appId: 'app-2' }, { region: 'eu' }])
      await expect(make(other).sync.readPlan(saved)).rejects.toMatchObject({
        code: 'PLAN_OF_ANOTHER_APP',
        kind: 'config',
        operation: 'readPlan',
        message: expect.stringContaining('The plan is for the app app-1 in region us.'),
      });
    expect((await make({ region: 'US' as never }).sync.readPlan(saved)).appId).toBe('app-1');
  });

  test('is refused with the line if it is damaged, edited or cut off', async () => {
    const { admin, plan } = await planned();
    const text = readFileSync(await save(plan), 'utf8');
    const lines = text.split(/(?<=\n)/);
    const refused = async (given: string, line: number, why = '') =>
      await expect(admin.sync.readPlan(file(given))).rejects.toMatchObject({
        code: 'PLAN_DAMAGED',
        kind: 'validation',
        message: expect.stringMatching(
          new RegExp(`^The saved plan is damaged: line ${line} .*${why}.*Nothing was applied\\.$`),
        ),
      });
    await refused(text.replace('"Changed"', '"Chanced"'), 3);
    await refused(text.replace('"uid":"gone"', '"uid":"same"'), 7);
    await refused(lines.filter((_, index) => index !== 3).join(''), 4);
    await refused([...lines.slice(0, 2), lines[1], ...lines.slice(2)].join(''), 3);
    await refused([lines[0], lines[2], lines[1], ...lines.slice(3)].join(''), 2);
    await refused(text.slice(0, -20), lines.length);
    await refused(lines.slice(0, -1).join(''), lines.length, 'cut off');
    await refused(text + lines[1], lines.length + 1, 'after the end');
    await refused('', 1, 'cut off');
    await refused('{"uid":"a","name":"A"}\n', 1, 'not that of a saved plan');
    await refused(lines.slice(1).join(''), 1, 'not that of a saved plan');
    await refused(text.replace('"version":1', '"version":2'), 1, 'names version 2');
    // Each single letter counts.
    for (let at = 0; at < text.length; at += 13) {
      const other = text[at] === 'x' ? 'y' : 'x';
      const broken = text.slice(0, at) + other + text.slice(at + 1);
      await expect(admin.sync.readPlan([broken])).rejects.toMatchObject({ code: 'PLAN_DAMAGED' });
    }
  });

  test('applies nothing after the line that was damaged while it is applied', async () => {
    const { admin, plan, emulator } = await planned();
    const saved = await save(plan);
    const read = await admin.sync.readPlan(saved);
    writeFileSync(saved, readFileSync(saved, 'utf8').replace('"Changed"', '"Chanced"'));
    const { counts, stoppedBy } = await admin.sync.apply(read, { concurrency: 1 }).summary;
    expect(stoppedBy).toMatchObject({ code: 'PLAN_DAMAGED', operation: 'applyPlan' });
    expect(counts).toEqual({ ...NO_RESULTS, created: 1 });
    expect(emulator.users.get('gone')).toBeDefined();
  });

  test('that cannot be read fails with the reason', async () => {
    const { admin } = await serveOld();
    await expect(admin.sync.readPlan('no-such-plan.ndjson')).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringContaining('ENOENT'),
    });
    for (const wrong of [undefined, null, 5, {}])
      await expect(admin.sync.readPlan(wrong as never)).rejects.toThrow(/^saved must be the path/);
  });
});
