import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createFailedFile } from '../../../src/cli/files/failed-file.js';
import type { Format } from '../../../src/cli/files/rows.js';
import { openUserFile } from '../../../src/cli/files/user-file.js';
import type { Io } from '../../../src/cli/io.js';
import { usersOf } from './file-support.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  vi.stubEnv('TMPDIR', path.join(folder, 'tmp'));
  mkdirSync(path.join(folder, 'tmp'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
});

const ioWith = (stdin: Readable) => ({ stdin, stdout: new PassThrough(), stderr: new PassThrough(), env: {} }) as Io;
const signal = new AbortController().signal;
const open = (file: string, stdin = Readable.from([]), once = false) =>
  openUserFile(file, { io: ioWith(stdin), signal, once });
const inFolder = (name: string) => path.join(folder, name);

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a file', () => {
  test('is read as often as needed, also when a reading stopped early', async () => {
    const text = 'x'.repeat(200_000);
    writeFileSync(inFolder('users'), text);
    const file = await open(inFolder('users'));
    onTestFinished(() => file.close());
    for await (const _ of file.read()) break;
    expect(await textOf(file.read())).toBe(text);
    expect(await textOf(file.read())).toBe(text);
  });

  test('that changes between two readings is refused', async () => {
    writeFileSync(inFolder('users'), 'one');
    const file = await open(inFolder('users'));
    onTestFinished(() => file.close());
    await textOf(file.read());
    writeFileSync(inFolder('users'), 'other');
    await expect(textOf(file.read())).rejects.toThrow(`${inFolder('users')} changed while it was read.`);
  });

  test('that cannot be read is refused in plain words', async () => {
    await expect(open(folder)).rejects.toThrow(`${folder} cannot be read: it is a folder, not a file.`);
    await expect(open(inFolder('none'))).rejects.toThrow('none cannot be read: there is no such file or folder.');
  });

  test('a named pipe is copied, so that it can be read twice', async () => {
    const pipe = inFolder('pipe');
    execFileSync('sh', ['-c', `mkfifo '${pipe}'`]);
    spawn('sh', ['-c', `printf abc > '${pipe}'`], { stdio: 'ignore' });
    const file = await open(pipe);
    onTestFinished(() => file.close());
    expect([await textOf(file.read()), await textOf(file.read())]).toEqual(['abc', 'abc']);
  });
});

describe('standard input', () => {
  test('is copied to a temporary file, of which nothing is left', async () => {
    const stdin = new PassThrough();
    const opened = open('-', stdin);
    stdin.end('abc');
    const file = await opened;
    expect([await textOf(file.read()), await textOf(file.read())]).toEqual(['abc', 'abc']);
    await file.close();
    expect(readdirSync(inFolder('tmp'))).toEqual([]);
  });

  test('an abort ends the copying, and nothing is left', async () => {
    const stdin = new PassThrough();
    const controller = new AbortController();
    const opened = openUserFile('-', { io: ioWith(stdin), signal: controller.signal });
    stdin.write('abc');
    controller.abort();
    await expect(opened).rejects.toThrow('aborted');
    expect(readdirSync(inFolder('tmp'))).toEqual([]);
  });

  test('without the first pass, it is read directly', async () => {
    vi.stubEnv('TMPDIR', inFolder('none'));
    const file = await open('-', Readable.from([Buffer.from('abc')]), true);
    expect(await textOf(file.read())).toBe('abc');
  });

  test('a temporary folder that cannot be used is named, with the way around', async () => {
    vi.stubEnv('TMPDIR', inFolder('none'));
    const error = await open('-', Readable.from([Buffer.from('abc')])).catch((error) => error);
    expect(error.message).toBe(
      `A copy of standard input cannot be written to ${inFolder('none')}: there is no such file or folder.`,
    );
    expect(error.hint).toContain('save the users in a file');
  });
});

describe('the file of failed rows', () => {
  test.each<[Format, string]>([
    ['ndjson', '{"uid":"a"}\n{bad\n'],
    ['json', '[\n{"uid":"a"},\n{"uid":\n"b"}\n]\n'],
    ['csv', 'id,name\r\na,"A\nB"\r\nb\r\n'],
  ])('%s: has the rows as they were, and can be read again', async (format, text) => {
    const file = await createFailedFile(inFolder('failed'), format);
    file.setHeader('id,name\r\n');
    const rows = {
      ndjson: ['{"uid":"a"}', '{bad'],
      json: ['{"uid":"a"}', '{"uid":\n"b"}'],
      csv: ['a,"A\nB"\r\n', 'b\r\n'],
    };
    await Promise.all(rows[format].map((row) => file.add(row)));
    await file.close();
    expect(readFileSync(inFolder('failed'), 'utf8')).toBe(text);
    expect(statSync(inFolder('failed')).mode & 0o777).toBe(0o600);
    expect(await usersOf({ format, map: new Map([['id', 'uid']]) }, text)).toHaveLength(2);
  });

  test('without rows it is removed', async () => {
    for (const format of ['ndjson', 'json', 'csv'] as const) {
      const file = await createFailedFile(inFolder('failed'), format);
      file.setHeader('uid\n');
      await file.close();
    }
    expect(readdirSync(folder)).toEqual(['tmp']);
  });

  test('overwrites nothing, and says why it cannot be written', async () => {
    writeFileSync(inFolder('failed'), 'precious');
    await expect(createFailedFile(inFolder('failed'), 'csv')).rejects.toThrow(
      'failed cannot be written: it exists already.',
    );
    expect(readFileSync(inFolder('failed'), 'utf8')).toBe('precious');
    await expect(createFailedFile(inFolder('failed/x'), 'csv')).rejects.toThrow('is a file, not a folder.');
    await expect(createFailedFile(inFolder('none/failed'), 'csv')).rejects.toThrow('there is no such file or folder.');
  });
});
