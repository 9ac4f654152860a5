import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findSecrets } from '../../support/canary.js';
import { KEY, refusal, scripted } from './admin-support.js';
import { finish, people, serveFast } from './import-support.js';

/** Every text that a file of a folder has. */
function textsIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => [name, readFileSync(path.join(folder, name), 'utf8')]);
}

function useFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'canary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a run or a plan gives to the app: results, summary, progress and errors. */
async function everything(work: (progress: unknown[]) => Promise<unknown>): Promise<unknown[]> {
  const progress: unknown[] = [];
  const outcome = await work(progress).catch((error: unknown) => error);
  return [outcome, progress];
}

describe('the API key is in no result, summary, error, progress report, journal and saved plan', () => {
  test('if all goes well, with a journal', async () => {
    const { admin, emulator } = await serveFast();
    const folder = useFolder();
    const journal = path.join(folder, 'import.journal');
    const rows = [...people(30), { uid: 'not valid', name: 'X' }, { uid: 'p-1', name: 'Y', role: 'nobody' }];
    const found = await everything((progress) =>
      finish(admin.sync.importUsers(rows, { journal, sourceId: 'crm', onProgress: (one) => void progress.push(one) })),
    );
    const plan = await admin.sync.plan([...rows, ...people(5, 100)]);
    const lines: string[] = [];
    for await (const line of plan.lines()) lines.push(line);
    const applied = await everything(() => finish(admin.sync.apply(plan) as never));
    expect(lines.join('')).toContain('p-104');
    expect(findSecrets([found, plan, lines, applied, textsIn(folder)], emulator.apiKey)).toEqual([]);
    expect(textsIn(folder).join('')).toContain('p-29');
  });

  test.each<[string, () => unknown]>([
    ['refuses the key and repeats it', () => refusal(401, 'AUTH_ERR_APIKEY_NOT_FOUND', { message: `The key ${KEY}` })],
    [
      'fails and repeats it',
      () => refusal(500, 'ERR_INTERNAL', { message: `The key ${KEY}`, details: { key: [KEY] } }),
    ],
    ['refuses each user and repeats it', () => refusal(400, `ERR_${KEY}`, { message: `apikey: ${KEY}` })],
    ['throws the request', () => thrown(new TypeError(`fetch failed, apikey: ${KEY}`))],
    ['answers with a page that has it', () => new Response(`<html>${KEY}</html>`, { status: 502 })],
  ])('if the service %s', async (_, answer) => {
    const { admin } = scripted(({ path: to }) => (to.includes('count=true') ? { count: 0 } : answer()), {
      retry: { limit: 0 },
      rate: false,
    });
    const folder = useFolder();
    const options = { journal: path.join(folder, 'import.journal'), patience: 50 };
    const imported = await everything((progress) =>
      finish(admin.sync.importUsers(people(30), { ...options, onProgress: (one) => void progress.push(one) })),
    );
    const planned = await everything(() => admin.sync.plan(people(3)));
    expect(findSecrets([imported, planned, textsIn(folder)], KEY)).toEqual([]);
  });

  test('if the source and the storage of the journal throw it', async () => {
    const { admin } = scripted(() => ({ count: 0 }));
    function* source() {
      yield { uid: 'a', name: '' };
      throw new Error(`GET https://db.example?key=${KEY}`);
    }
    const fail = () => thrown(new Error(`redis://${KEY}@host`));
    const journal = { read: fail, append: fail, replace: fail };
    const { summary } = await finish(admin.sync.importUsers(source() as never));
    const { summary: other } = await finish(admin.sync.importUsers([], { journal }));
    const planned = await admin.sync.plan(() => source() as never).catch((error: Error) => error);
    // `cause` is the error as the app threw it.
    const messages = [summary.stoppedBy, other.stoppedBy, planned].map((error) => JSON.stringify(error));
    expect(messages.map((text) => /"code":"(\w+)"/.exec(text)?.[1])).toEqual([
      'SOURCE_FAILED',
      'JOURNAL_UNUSABLE',
      'SOURCE_FAILED',
    ]);
    expect(findSecrets(messages, KEY)).toEqual([]);
  });
});

function thrown(error: Error): never {
  throw error;
}
