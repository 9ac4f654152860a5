import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect } from 'vitest';
import { createEmulator } from '../../../src/emulator.js';
import { REQUIRE_BANNER } from '../../support/require-banner.js';

const CLIENTS = 6;

const folder = mkdtempSync(path.join(tmpdir(), 'journal-crash-'));
const child = path.join(folder, 'child.mjs');

beforeAll(() => {
  const entry = new URL('../../../src/emulator.ts', import.meta.url).pathname;
  const contents = `
    import { createEmulator } from ${JSON.stringify(entry)};
    const { url } = await createEmulator({ data: process.argv[2], limits: { requests: 1 } }).listen({ port: 0 });
    process.stdout.write(url + '\\n');
  `;
  buildSync({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    outfile: child,
    banner: REQUIRE_BANNER,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The responses before the process was killed. */
interface Acknowledged {
  /** By uid: the name in the last response. */
  readonly names: Map<string, string>;
  /** By uid: every name that was sent, with a response or without. */
  readonly sent: Map<string, Set<string>>;
  readonly tokens: Map<string, string>;
}

/** The sums over all kills. */
export interface Killed {
  readonly kills: number;
  /** Users whose creation was answered. */
  readonly users: number;
  /** Users that were stored without an answer. */
  readonly unanswered: number;
}

/**
 * Kills emulators under load, each on the data of the one before; one emulator runs in each lane. Fails when a confirmed
 * change is lost, or when a change is there in part.
 */
export async function killUnderLoad(lanes: number, killsPerLane: number): Promise<Killed> {
  const done = await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane, killsPerLane)));
  const sum = (key: keyof Killed) => done.reduce((total, one) => total + one[key], 0);
  return { kills: sum('kills'), users: sum('users'), unanswered: sum('unanswered') };
}

async function runLane(lane: number, kills: number): Promise<Killed> {
  const data = path.join(folder, `data-${lane}`);
  const known: Acknowledged = { names: new Map(), sent: new Map(), tokens: new Map() };
  let unanswered = 0;
  for (let round = 0; round < kills; round += 1) {
    const process = spawn(globalThis.process.execPath, [child, data], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(process, 'exit');
    const url = await firstLine(process);
    const prefix = `u${lane}-${round}`;
    const clients = Array.from({ length: CLIENTS }, (_, client) => load(url, `${prefix}-${client}`, known));
    // By responses and not by time alone, so that a slow machine is under load as well.
    const enough = known.names.size + Math.random() * 25;
    while (known.names.size < enough) await setTimeout(1);
    await setTimeout(Math.random() * 4);
    process.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    await Promise.all(clients);
    unanswered = await check(data, known);
  }
  return { kills, users: known.names.size, unanswered };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no stdout');
  const [line] = await once(createInterface(stdout), 'line');
  return line as string;
}

/** Creates users and renames them until the connection breaks. */
async function load(url: string, prefix: string, known: Acknowledged): Promise<void> {
  const headers = { 'content-type': 'application/json', apikey: 'f0'.repeat(20) };
  for (let number = 0; ; number += 1) {
    const uid = `${prefix}-${number}`;
    const sent = new Set<string>();
    known.sent.set(uid, sent);
    for (const [method, target] of [
      ['POST', '/v3/users'],
      ['PUT', `/v3/users/${uid}`],
    ]) {
      const name = `${method} ${uid}`;
      sent.add(name);
      const body = JSON.stringify({ ...(method === 'POST' && { uid, withAuthToken: true }), name, metadata: { name } });
      try {
        const response = await fetch(`${url}${target}`, { method: method as string, headers, body });
        if (response.status !== 200) throw new Error(`status ${response.status}`);
        const { data } = (await response.json()) as { data: { authToken?: string } };
        known.names.set(uid, name);
        if (data.authToken !== undefined) known.tokens.set(uid, data.authToken);
      } catch (error) {
        if (error instanceof TypeError) return;
        throw error;
      }
    }
  }
}

/** Checks with another emulator what the killed one has stored; counts users that were never confirmed. */
async function check(data: string, { names, sent, tokens }: Acknowledged): Promise<number> {
  const emulator = createEmulator({ data, notice: () => {} });
  const users = new Map(emulator.users.list().map((user) => [user.uid, user]));
  const lost: string[] = [];
  for (const [uid, name] of names) {
    const user = users.get(uid);
    // A rename without a response may have been stored.
    const right =
      user?.name === name || (user !== undefined && name.startsWith('POST') && sent.get(uid)?.has(user.name));
    if (!right) lost.push(uid);
    if (!emulator.users.authTokens(uid).includes(tokens.get(uid) ?? '')) lost.push(`token of ${uid}`);
  }
  const half: string[] = [];
  for (const [uid, user] of users) {
    if (!uid.startsWith('u')) continue;
    const whole = user.metadata?.name === user.name && sent.get(uid)?.has(user.name);
    if (!whole || emulator.users.authTokens(uid).length !== 1) half.push(uid);
  }
  await emulator.close();
  expect({ lost, half }).toEqual({ lost: [], half: [] });
  return [...users.keys()].filter((uid) => uid.startsWith('u') && !names.has(uid)).length;
}
