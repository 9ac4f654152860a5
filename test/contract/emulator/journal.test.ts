import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createEmulator as createInBrowser } from '../../../src/emulator.browser.js';
import { createEmulator, type EmulatorOptions } from '../../../src/emulator.js';
import { start } from './emulator-support.js';
import { fileOf, locksOf, useFolders } from './journal-support.js';

const { root, newFolder } = useFolders();

/** The data that an emulator finds in a folder. */
async function look<T>(options: EmulatorOptions, at: (emulator: ReturnType<typeof createEmulator>) => T): Promise<T> {
  const emulator = createEmulator(options);
  try {
    return at(emulator);
  } finally {
    await emulator.close();
  }
}

describe('data', () => {
  test('every app is restored completely', async () => {
    const data = newFolder();
    const { emulator, call, tokenOf } = await start({ data, users: [{ uid: 'ann', name: 'Ann' }] });
    const metadata = { '@private': { email: 'a@example.com' }, text: '\u2028 日本 \n' };
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo', metadata, tags: ['x'] } });
    await call('PUT', '/v3/users/ann', { body: { name: 'Other' } });
    await call('DELETE', '/v3/users/cometchat-uid-1?permanent=true');
    await call('DELETE', '/v3/users/cometchat-uid-2');
    await call('POST', '/v3/users', { body: { uid: 'cy', name: 'Cy' }, headers: { appid: 'Two' } });
    const token = await tokenOf('bo');
    const gone = await tokenOf('ann');
    await call('DELETE', `/v3/users/ann/auth_tokens/${gone}`);
    const before = emulator.users.list();
    await emulator.close();

    const again = await start({ data });
    expect(again.emulator.users.list()).toEqual(before);
    expect(again.emulator.users.authTokens('bo')).toEqual([token]);
    expect(again.emulator.users.authTokens('ann')).toEqual([]);
    expect((await again.call('GET', '/v3/users/cy', { headers: { appid: 'two' } })).status).toBe(200);
    expect((await again.call('GET', '/v3/users/bo', { as: { token } })).status).toBe(200);
  });

  test('a reset is kept, and later changes', async () => {
    const data = newFolder();
    const { emulator, call } = await start({ data });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    emulator.reset();
    await call('POST', '/v3/users', { body: { uid: 'cy', name: 'Cy' } });
    await emulator.close();
    const uids = await look({ data }, ({ users }) => users.list().map(({ uid }) => uid));
    expect(uids).toHaveLength(6);
    expect(uids).toContain('cy');
  });

  test('a change that could not be stored, because the file could not be looked up, is stored with the next one', async () => {
    const data = newFolder();
    const { emulator, call } = await start({ data });
    const create = (uid: string) => call('POST', '/v3/users', { body: { uid, name: uid } });
    renameSync(fileOf(data), `${fileOf(data)}.away`);
    symlinkSync('journal.ndjson', fileOf(data));
    expect(await create('bo')).toMatchObject({ status: 500, json: { error: { code: 'ERR_OPERATION_FAILED' } } });
    rmSync(fileOf(data));
    renameSync(`${fileOf(data)}.away`, fileOf(data));
    expect((await create('cy')).status).toBe(200);
    const inMemory = emulator.users.list();
    await emulator.close();
    expect(await look({ data }, ({ users }) => users.list())).toEqual(inMemory);
  });

  test('a folder that was removed while in use is named as the reason', async () => {
    const data = newFolder();
    const { call } = await start({ data });
    rmSync(data, { recursive: true });
    const { status, json } = await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    expect([status, json.error.message]).toEqual([500, expect.stringContaining('was removed')]);
  });

  test('listening again after a close continues with the data of the folder', async () => {
    const data = newFolder();
    const { emulator, call } = await start({ data });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await emulator.close();
    const other = await start({ data });
    await other.call('POST', '/v3/users', { body: { uid: 'cy', name: 'Cy' } });
    await other.emulator.close();
    await emulator.listen({ port: 0 });
    expect(emulator.users.list().map(({ uid }) => uid)).toEqual(expect.arrayContaining(['bo', 'cy']));
    await emulator.close();
  });

  test('changes through fetch alone are kept as well, and refused after close', async () => {
    const data = newFolder();
    const emulator = createEmulator({ data });
    const create = (uid: string) =>
      emulator.fetch(
        new Request('http://localhost/v3/users', {
          method: 'POST',
          headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
          body: JSON.stringify({ uid, name: 'Name' }),
        }),
      );
    expect((await create('bo')).status).toBe(200);
    await emulator.close();
    await expect(create('cy')).rejects.toThrow('the emulator is closed');
    const users = await look({ data }, (one) => [one.users.get('bo')?.name, one.users.get('cy')]);
    expect(users).toEqual(['Name', undefined]);
  });

  test.each([[''], [5]])('%j is not a folder', (data) => {
    expect(() => createEmulator({ data: data as string })).toThrow(/^createEmulator: data must be/);
  });
});

test('in a browser the option does not compile', async () => {
  const data = newFolder();
  // @ts-expect-error -- there is no data in the type of the browser's entry.
  await createInBrowser({ data }).close();
  expect(existsSync(data)).toBe(false);
});

describe('the file', () => {
  test('is rewritten when it has grown, and at the start', async () => {
    const data = newFolder();
    const { emulator } = await start({ data, limits: { requests: 1 } });
    const rename = (name: string) =>
      emulator.fetch(
        new Request('http://localhost/v3/users/cometchat-uid-1', {
          method: 'PUT',
          headers: { apikey: emulator.apiKey, 'content-type': 'application/json' },
          body: JSON.stringify({ name, metadata: { filler: 'x'.repeat(100) } }),
        }),
      );
    let largest = 0;
    for (let number = 0; number < 12_000; number += 1) {
      await rename(`Name ${number}`);
      if (number % 500 === 0) largest = Math.max(largest, statSync(fileOf(data)).size);
    }
    const grown = statSync(fileOf(data)).size;
    expect(grown).toBeLessThan(largest / 2);
    await emulator.close();
    expect(await look({ data }, ({ users }) => users.get('cometchat-uid-1')?.name)).toBe('Name 11999');
    expect(statSync(fileOf(data)).size).toBeLessThan(3000);
    expect(readdirSync(data)).toEqual(['journal.ndjson']);
  });

  test('a last line that was cut off is dropped and reported once', async () => {
    const data = newFolder();
    const { call, emulator } = await start({ data });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await emulator.close();
    const whole = readFileSync(fileOf(data), 'utf8');
    for (const rest of ['[{"app":"emulator-app","table":"users","key":"cy","row":{"uid":"cy","na', '[]', '\0\0\0']) {
      writeFileSync(fileOf(data), whole + rest);
      const notice = vi.fn();
      expect(await look({ data, notice }, ({ users }) => users.get('bo')?.name)).toBe('Bo');
      expect(notice.mock.calls).toEqual([[expect.stringMatching(/journal\.ndjson: the last line .* removed/)]]);
      expect(await look({ data, notice }, ({ users }) => users.list())).toHaveLength(6);
      expect(notice).toHaveBeenCalledTimes(1);
    }
  });

  test('a last line that lacks only its newline is kept', async () => {
    const data = newFolder();
    const { call, emulator } = await start({ data });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await emulator.close();
    writeFileSync(fileOf(data), readFileSync(fileOf(data), 'utf8').trimEnd());
    const notice = vi.fn();
    for (let time = 0; time < 2; time += 1)
      expect(await look({ data, notice }, ({ users }) => users.get('bo')?.name)).toBe('Bo');
    expect(notice).not.toHaveBeenCalled();
  });

  test('of version 1 is read once, and rewritten', async () => {
    const data = newFolder();
    const { call, emulator } = await start({ data });
    await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    await emulator.close();
    const [header = '', ...lines] = readFileSync(fileOf(data), 'utf8').split('\n');
    expect(header).toBe('{"journal":"cometchat-users emulator","version":2}');
    writeFileSync(fileOf(data), [header.replace('2}', '1}'), ...lines.map((line) => line.slice(9))].join('\n'));
    expect(await look({ data }, ({ users }) => users.get('bo')?.name)).toBe('Bo');
    expect(readFileSync(fileOf(data), 'utf8').split('\n')[0]).toBe(header);
    expect(await look({ data }, ({ users }) => users.get('bo')?.name)).toBe('Bo');
  });

  test('without a notice function there is a process warning', async () => {
    const data = newFolder();
    await look({ data }, () => {});
    appendFileSync(fileOf(data), '[{"app":');
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    await look({ data }, () => {});
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('removed'));
  });

  test.each([
    ['is no JSON', 3, '[{"app":"emul'],
    ['has a wrong checksum', 3, '00000000 []'],
    ['is no UTF-8', 3, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])],
    ['begins as no journal does', 1, '{"name":"somebody else’s"}'],
    ['is of a later version', 1, '{"journal":"cometchat-users emulator","version":3}'],
  ])('a line that %s is named, the file is not changed and the folder is free', async (_, line, damage) => {
    const data = newFolder();
    await look({ data }, () => {});
    const lines = readFileSync(fileOf(data), 'utf8').split('\n').map(Buffer.from);
    lines[line - 1] = Buffer.from(damage as string);
    const damaged = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\n')]).slice(0, -1));
    writeFileSync(fileOf(data), damaged);
    expect(() => createEmulator({ data })).toThrow(`${fileOf(data)}: line ${line} is`);
    expect(readFileSync(fileOf(data))).toEqual(damaged);
    expect(locksOf(data)).toEqual([]);
  });

  test('a path that cannot be a folder is named', () => {
    const file = path.join(root, 'file');
    writeFileSync(file, '');
    expect(() => createEmulator({ data: file })).toThrow(`The data folder ${file} cannot be used: EEXIST`);
  });
});

describe('a disk that fails', () => {
  test('a change that could not be written is a 500 with the reason, and the next change writes it', async () => {
    const data = newFolder();
    const { call, emulator } = await start({ data, notice: () => {} });
    const fail = await breakDisk(data);
    const lost = await call('POST', '/v3/users', { body: { uid: 'bo', name: 'Bo' } });
    expect(lost).toMatchObject({
      status: 500,
      json: {
        error: { code: 'ERR_OPERATION_FAILED', message: expect.stringMatching(/stored: .*(ENOSPC|EBADF|EISDIR)/) },
      },
    });
    expect((await call('GET', '/v3/users')).status).toBe(200);
    expect((await call('POST', '/v3/users', { body: { uid: 'cy', name: 'Cy' } })).status).toBe(500);
    fail.mend();
    expect((await call('POST', '/v3/users', { body: { uid: 'di', name: 'Di' } })).status).toBe(200);
    await emulator.close();
    expect(await look({ data }, ({ users }) => users.get('di')?.name)).toBe('Di');
  });
});

/** Replaces the open journal by a descriptor that accepts no bytes, and prevents snapshots, until repaired. */
async function breakDisk(data: string) {
  const fds = readdirSync('/proc/self/fd');
  const { readlinkSync, closeSync, openSync, mkdirSync, rmdirSync } = await import('node:fs');
  const open = fds.filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === fileOf(data);
    } catch {
      return false;
    }
  });
  expect(open).toHaveLength(1);
  // The next open gets the lowest free number, so /dev/full replaces the journal.
  closeSync(Number(open[0]));
  expect(openSync('/dev/full', 'a')).toBe(Number(open[0]));
  mkdirSync(`${fileOf(data)}.new`);
  return { mend: () => rmdirSync(`${fileOf(data)}.new`) };
}

describe('two emulators on one folder', () => {
  test('the second, also in the same process, is refused until the first has closed', async () => {
    const data = newFolder();
    const first = createEmulator({ data });
    expect(() => createEmulator({ data })).toThrow(`${data} is in use by process ${process.pid}`);
    await first.close();
    await look({ data }, () => {});
    expect(locksOf(data)).toEqual([]);
  });

  test('the lock of a dead process does not count, even if its pid is used again', async () => {
    const data = newFolder();
    await look({ data }, () => {});
    const { pid } = spawnSync(process.execPath, ['--version']);
    for (const name of [`lock-${pid}-0-1`, `lock-${pid}-77-1`, `lock-${process.pid}-77-1`])
      writeFileSync(path.join(data, name), '');
    expect(await look({ data }, () => locksOf(data))).toHaveLength(1);
    expect(existsSync(path.join(data, `lock-${pid}-0-1`))).toBe(false);
  });

  test('exactly one of many that start at once on a stale lock gets it', { timeout: 30_000 }, async () => {
    const script = path.join(root, 'lock.mjs');
    buildSync({
      stdin: {
        contents: `
          import { lockFolder } from ${JSON.stringify(new URL('../../../src/emulator/journal/lock.ts', import.meta.url).pathname)};
          while (Date.now() < Number(process.argv[3])) {}
          try {
            lockFolder(process.argv[2]);
            process.stdout.write('mine');
            setTimeout(() => {}, 60_000);
          } catch (error) {
            process.stdout.write(error.message);
          }`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      outfile: script,
      platform: 'node',
      format: 'esm',
    });
    const { pid } = spawnSync(process.execPath, ['--version']);
    for (let round = 0; round < 4; round += 1) {
      const data = mkdtempSync(path.join(root, 'locked-'));
      writeFileSync(path.join(data, `lock-${pid}-1-1`), '');
      // Of a container that was killed a while ago.
      const old = path.join(data, `lock-${'ab'.repeat(16)}-1-${pid}-1-1`);
      writeFileSync(old, '');
      utimesSync(old, 1_700_000_000, 1_700_000_000);
      const at = String(Date.now() + 500);
      const children = Array.from({ length: 5 }, () => spawnChild([script, data, at]));
      // The owner holds it until all have reported.
      const told = await Promise.all(children.map(firstWords));
      for (const child of children) child.kill();
      expect(told.filter((text) => text === 'mine')).toHaveLength(1);
      expect(told.filter((text) => text.includes('is in use by process'))).toHaveLength(4);
    }
  });
});

type Child = ReturnType<typeof spawnChild>;

function spawnChild(args: string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  return child;
}

/** The first output of a process, which writes all of it at once. */
function firstWords({ stdout }: Child): Promise<string> {
  return new Promise((resolve) => stdout.once('data', (text) => resolve(String(text))));
}
