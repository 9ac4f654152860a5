import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { createEmulator } from '../../../../src/emulator.js';
import { contentHash } from '../../../../src/server/sync/import/row.js';
import { readRow } from '../../../../src/server/sync/rows/read-row.js';
import type { KillAt, Task } from './task.js';

/** A row of the source. The rows of a uid have different names. */
export interface SourceRow {
  readonly uid: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A result that a child was told. */
export interface Told {
  readonly uid: string;
  readonly status: string;
  readonly code?: string;
}

/** The end of a child process. */
export interface Ended {
  readonly signal: string | null;
  /** The summary of a run that was not killed. */
  readonly summary: { rows: number; requests: number; fromJournal: number; finishedAt?: string } | undefined;
  /** What the run told. */
  readonly told: readonly Told[];
  /** Rows that were sent although the journal had them as the newest content of their user. */
  readonly sentAgain: readonly string[];
  /** The write requests of the run. */
  readonly writes: number;
}

/** One request in 20 fails: two thirds of them have no effect, one third has. */
const FAULTS = [
  { share: 0.02, seed: 11, status: 500 },
  { share: 0.012, seed: 12, drop: 'before' },
  { share: 0.012, seed: 13, drop: 'after' },
  { share: 0.006, seed: 14, reset: true },
] as const;

const folder = () => mkdtempSync(path.join(tmpdir(), 'import-kills-'));

/** Builds the program of the child processes. */
export function buildChild(): { file: string; remove: () => void } {
  const home = folder();
  const file = path.join(home, 'child.mjs');
  const entry = new URL('./child.ts', import.meta.url).pathname;
  buildSync({ entryPoints: [entry], bundle: true, outfile: file, platform: 'node', format: 'esm' });
  return { file, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** An emulator, a source and a journal. Each run imports the source in a process of its own. */
export class World {
  readonly journal: string;
  readonly #child: string;
  readonly #home = folder();
  readonly #emulator;
  /** Users that somebody else changed after their row was done. */
  readonly #changedElsewhere = new Set<string>();
  #running: ChildProcess | undefined;
  rows: SourceRow[];

  constructor(child: string, rows: SourceRow[], existing: readonly SourceRow[]) {
    this.#child = child;
    this.rows = rows;
    this.journal = path.join(this.#home, 'import.journal');
    this.#emulator = createEmulator({
      users: existing,
      rateLimits: false,
      limits: { requests: 1_000_000 },
      faults: FAULTS,
    });
  }

  async open(): Promise<void> {
    await this.#emulator.listen({ port: 0 });
  }

  async close(): Promise<void> {
    // After a time limit of the test, a child may still run.
    this.#running?.kill('SIGKILL');
    await this.#emulator.close();
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** The size of the journal in bytes. */
  get journalSize(): number {
    return existsSync(this.journal) ? statSync(this.journal).size : 0;
  }

  /** The users whose newest row is done. */
  doneUids(): string[] {
    return [...this.#newestContents().keys()];
  }

  /** Changes users whose newest row is done, and is in the source as it is. An import must not send this row again. */
  async changeElsewhere(count: number): Promise<void> {
    const { url, appId, apiKey } = this.#emulator;
    const newest = this.#newestContents();
    const rows = new Map(this.rows.map((row) => [row.uid, row]));
    const uids = [...newest.keys()].sort(() => Math.random() - 0.5).slice(0, count);
    for (const uid of uids) {
      const row = rows.get(uid);
      if (!row || hashOf(row) !== newest.get(uid)) continue;
      const headers = { 'content-type': 'application/json', appid: appId, apikey: apiKey };
      const request = { method: 'PUT', headers, body: JSON.stringify({ name: 'Changed elsewhere' }) };
      // One request in 20 fails.
      for (let status = 0; status !== 200; )
        status = await fetch(`${url}/v3/users/${uid}`, request).then(
          (response) => response.status,
          () => 0,
        );
      this.#changedElsewhere.add(uid);
    }
  }

  /** Imports the source. */
  async run(kill?: KillAt): Promise<Ended> {
    const source = path.join(this.#home, 'source.ndjson');
    const told = path.join(this.#home, 'told.ndjson');
    writeFileSync(source, this.rows.map((row) => JSON.stringify(row)).join('\n'));
    rmSync(told, { force: true });
    const { url, appId, apiKey, requests } = this.#emulator;
    const task: Task = { url, appId, apiKey, source, journal: this.journal, told, kill };
    const newest = this.#newestContents();
    const firstRequest = requests.length;
    const child = spawn(process.execPath, [this.#child, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#running = child;
    let output = '';
    child.stdout.on('data', (piece) => {
      output += piece;
    });
    const [, signal] = await once(child, 'close');
    const writes = requests.slice(firstRequest).flatMap(({ method, url: to, body }) => {
      if (method === 'GET') return [];
      const { uid = decodeURIComponent(to.split('/').at(-1) ?? ''), name = '' } = body as Partial<SourceRow>;
      return [{ uid, name }];
    });
    return {
      signal,
      summary: signal === null ? JSON.parse(output) : undefined,
      told: existsSync(told) ? wholeLines(told).map((line) => JSON.parse(line)) : [],
      sentAgain: this.#sentAgain(writes, newest),
      writes: writes.length,
    };
  }

  /** The users whose fields are not as in the last row of the source. */
  differences(): string[] {
    const last = new Map(this.rows.map((row) => [row.uid, row]));
    return [...last.values()].flatMap((row) => {
      if (this.#changedElsewhere.has(row.uid)) return [];
      const user = this.#emulator.users.get(row.uid);
      const { uid, name, tags, metadata } = { ...user };
      return JSON.stringify({ uid, name, tags, metadata }) === JSON.stringify(row) ? [] : [row.uid];
    });
  }

  /** By uid: the hash of the newest content in the journal, if its result is there. */
  #newestContents(): Map<string, string> {
    const contents = new Map<string, string>();
    if (!existsSync(this.journal)) return contents;
    for (const line of wholeLines(this.journal).slice(1)) {
      const { begin, end } = JSON.parse(line);
      if (end) contents.set(end[0], end[2]);
      if (begin) contents.delete(begin[0]);
    }
    return contents;
  }

  /**
   * The first write of a user in a run must not be what the journal has as the newest content. Users with two equal rows are left out: the
   * second one may be new.
   */
  #sentAgain(writes: readonly Pick<SourceRow, 'uid' | 'name'>[], newest: ReadonlyMap<string, string>): string[] {
    const rows = new Map<string, SourceRow>();
    const twice = new Set<string>();
    for (const row of this.rows) {
      const key = `${row.uid} ${row.name}`;
      if (rows.has(key)) twice.add(row.uid);
      rows.set(key, row);
    }
    const seen = new Set<string>();
    return writes.flatMap(({ uid, name }) => {
      if (seen.has(uid) || twice.has(uid)) return [];
      seen.add(uid);
      const row = rows.get(`${uid} ${name}`);
      if (!row) throw new Error(`A request has a row that is not in the source: ${uid} ${name}`);
      return hashOf(row) === newest.get(uid) ? [`${uid} ${name}`] : [];
    });
  }
}

/** The hash of a row in the journal. */
function hashOf(row: SourceRow): string {
  return contentHash(readRow(row));
}

/** The lines of a file that have an end. */
function wholeLines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}
