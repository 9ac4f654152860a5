import { postgresStorage, redisStorage, type SharedStorage } from 'cometchat-users/server';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createClient } from 'redis';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres, TABLE_SQL } from './postgres.js';
import { startRedis } from './redis.js';

const urls = { redis: '', postgres: '' };

/** Each test has its own keys, so one server of a kind is enough. */
beforeAll(async () => {
  const ends: (() => Promise<void>)[] = [];
  urls.redis = await startRedis((end) => ends.push(end));
  urls.postgres = await startPostgres((end) => ends.push(end));
  const client = new pg.Client({ connectionString: urls.postgres });
  await client.connect();
  await client.query(`${TABLE_SQL} CREATE SCHEMA app; ${TABLE_SQL.replace('cometchat_users', 'app.sync')}`);
  await client.end();
  return async () => void (await Promise.all(ends.map((end) => end())));
});

const storages: [string, () => Promise<SharedStorage>][] = [
  [
    'ioredis',
    async () => {
      const client = new Redis(urls.redis);
      onTestFinished(() => client.disconnect());
      return redisStorage(client);
    },
  ],
  [
    'ioredis with a prefix',
    async () => {
      const client = new Redis(urls.redis, { keyPrefix: 'app:' });
      onTestFinished(() => client.disconnect());
      return redisStorage(client);
    },
  ],
  [
    'node-redis',
    async () => {
      const client = createClient({ url: urls.redis });
      await client.connect();
      onTestFinished(() => client.destroy());
      return redisStorage(client);
    },
  ],
  [
    'a pool of pg',
    async () => {
      const pool = new pg.Pool({ connectionString: urls.postgres });
      onTestFinished(() => pool.end());
      return postgresStorage(pool);
    },
  ],
  [
    'a pool of pg, with a table of another schema',
    async () => {
      const pool = new pg.Pool({ connectionString: urls.postgres });
      onTestFinished(() => pool.end());
      return postgresStorage(pool, { table: 'app.sync' });
    },
  ],
];

/** A key that no other test uses. */
const newKey = () => `key ${crypto.randomUUID()}`;

describe.each(storages)('the storage of %s', (_, open) => {
  test('stores, returns and removes a text', async () => {
    const [storage, k] = [await open(), newKey()];
    expect(await storage.getItem(k)).toBeNull();
    for (const value of ['one', 'two', '', 'ÄÖ 😀 "\'\\ \n', '{"a":1}']) {
      await storage.setItem(k, value);
      expect(await storage.getItem(k)).toBe(value);
    }
    await storage.removeItem(k);
    await storage.removeItem(k);
    expect(await storage.getItem(k)).toBeNull();
  });

  test('sets a value only if it is still the expected one', async () => {
    const [storage, k] = [await open(), newKey()];
    expect(await storage.compareAndSet(k, 'one', 'two')).toBe(false);
    expect(await storage.compareAndSet(k, '', 'two')).toBe(false);
    expect(await storage.compareAndSet(k, null, 'one')).toBe(true);
    expect(await storage.compareAndSet(k, null, 'two')).toBe(false);
    expect(await storage.compareAndSet(k, 'two', 'three')).toBe(false);
    expect(await storage.getItem(k)).toBe('one');
    expect(await storage.compareAndSet(k, 'one', '😀')).toBe(true);
    expect(await storage.compareAndSet(k, '😀', '')).toBe(true);
    expect(await storage.compareAndSet(k, '', 'four')).toBe(true);
    expect(await storage.getItem(k)).toBe('four');
  });

  test('of twenty that set at once, one succeeds', async () => {
    const storage = await open();
    for (const expected of [null, 'first']) {
      const key = newKey();
      if (expected) await storage.setItem(key, expected);
      const all = Array.from({ length: 20 }, (_, index) => storage.compareAndSet(key, expected, `next ${index}`));
      const won = (await Promise.all(all)).flatMap((isSet, index) => (isSet ? [index] : []));
      expect(won).toHaveLength(1);
      expect(await storage.getItem(key)).toBe(`next ${won[0]}`);
    }
  });

  test('forgets a value that has expired, and only that', async () => {
    const storage = await open();
    const [short, long, kept] = [newKey(), newKey(), newKey()];
    await storage.compareAndSet(short, null, 'one', { expiresInMs: 30 });
    await storage.compareAndSet(long, null, 'one', { expiresInMs: 60_000 });
    await storage.compareAndSet(kept, null, 'one', { expiresInMs: 30 });
    expect(await storage.compareAndSet(kept, 'one', 'two')).toBe(true);
    await expect.poll(() => storage.getItem(short)).toBeNull();
    expect(await storage.getItem(long)).toBe('one');
    expect(await storage.getItem(kept)).toBe('two');
    expect(await storage.compareAndSet(short, 'one', 'two')).toBe(false);
    expect(await storage.compareAndSet(short, null, 'three')).toBe(true);
    expect(await storage.getItem(short)).toBe('three');
  });
});

test('a name that is not the name of a table is refused', () => {
  const client = { query: () => Promise.reject(new Error('not to be sent')) };
  expect(() => postgresStorage(client, { table: 'a"; DROP TABLE users; --' })).toThrow(
    expect.objectContaining({ kind: 'config', details: { table: [expect.any(String)] } }),
  );
});
