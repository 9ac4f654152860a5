import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createAdmin,
  createUserSyncEndpoint,
  postgresStorage,
  redisStorage,
  type SharedStorage,
  toNodeHandler,
} from 'cometchat-users/server';
import { Redis } from 'ioredis';
import pg from 'pg';
import { changeOf, type ModelEvent } from '../support/sync-story.js';

/** How a process of the two-process tests is started, as JSON in its first argument. */
export interface InstanceOptions {
  readonly service: string;
  readonly apiKey: string;
  readonly storage: string;
  readonly lease: number;
}

/** What the test asks of an instance: to die or to stop at its nth step from now. */
export interface Ambush {
  readonly step: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

/** An event as the test sends it. */
export interface SentEvent {
  readonly uid: string;
  readonly event: ModelEvent;
  readonly at: number;
}

const { service, apiKey, storage, lease } = JSON.parse(process.argv[2] ?? '') as InstanceOptions;

let ambush: Ambush | undefined;
let steps = 0;
process.on('message', (message: Ambush) => {
  [ambush, steps] = [message, 0];
});
process.on('disconnect', () => process.exit());

/** A step: a point before or after a request or an access to the storage. */
function step(): void {
  steps += 1;
  if (steps !== ambush?.step) return;
  const { signal } = ambush;
  ambush = undefined;
  // Synchronous: after the signal nothing more is written.
  if (signal === 'SIGSTOP') writeSync(1, 'stopping\n');
  process.kill(process.pid, signal);
}

async function stepwise<T>(work: () => Promise<T> | T): Promise<T> {
  // A random wait varies the order of the steps of two instances.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
  step();
  const result = await work();
  step();
  return result;
}

function openStorage(): SharedStorage {
  if (storage.startsWith('postgres:')) return postgresStorage(new pg.Pool({ connectionString: storage, max: 5 }));
  return redisStorage(new Redis(storage));
}

const shared = openStorage();
const endpoint = createUserSyncEndpoint<SentEvent>({
  admin: createAdmin({
    appId: 'app-1',
    region: 'us',
    apiKey,
    emulator: service,
    rate: false,
    retry: { limit: 0 },
    fetch: (request) => stepwise(() => fetch(request)),
  }),
  verify: () => true,
  storage: {
    ...shared,
    getItem: (key) => stepwise(() => shared.getItem(key)),
    compareAndSet: (...args) => stepwise(() => shared.compareAndSet(...args)),
  },
  lease,
  map: ({ uid, event, at }) => changeOf(event, at, uid),
});
const server = createServer(toNodeHandler(endpoint)).listen(0, '127.0.0.1', () => {
  writeSync(1, `http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
