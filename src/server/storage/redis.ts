import type { SharedStorage } from '../../storage/shared-storage.js';

/** The methods of a Redis client that `redisStorage` uses. ioredis and node-redis have them. */
export interface RedisClient {
  /** The command GET. */
  get(key: string): Promise<unknown>;
  /** The command SET. */
  set(key: string, value: string): Promise<unknown>;
  /** The command DEL. */
  del(key: string): Promise<unknown>;
  /** The command EVAL, which runs a script. */
  // biome-ignore lint/suspicious/noExplicitAny: ioredis and node-redis take different arguments.
  eval(script: string, ...args: any[]): Promise<unknown>;
}

/** Redis runs a script without interruption. ARGV: whether a value is expected, the value, the next value, milliseconds or an empty text. */
const COMPARE_AND_SET = `
local current = redis.call('GET', KEYS[1])
if ARGV[1] == '0' and current then return 0 end
if ARGV[1] == '1' and current ~= ARGV[2] then return 0 end
if ARGV[4] == '' then redis.call('SET', KEYS[1], ARGV[3])
else redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4]) end
return 1`;

/**
 * Creates a storage in Redis that several server instances share. `client` is a connected client of ioredis or node-redis (`redis`); it
 * stays yours, so close it yourself. The values must survive: turn on persistence, and do not use an eviction policy.
 *
 * @example
 * const endpoint = createUserSyncEndpoint({ admin, provider: 'clerk', secret, storage: redisStorage(new Redis(url)) });
 */
export function redisStorage(client: RedisClient): SharedStorage {
  // Only ioredis has `defineCommand`. It takes the number of keys, node-redis an object.
  const isIoredis = 'defineCommand' in client;
  const evaluate = (key: string, args: string[]) =>
    isIoredis
      ? client.eval(COMPARE_AND_SET, 1, key, ...args)
      : client.eval(COMPARE_AND_SET, { keys: [key], arguments: args });
  return {
    getItem: (key) => client.get(key),
    setItem: (key, value) => client.set(key, value),
    removeItem: (key) => client.del(key),
    async compareAndSet(key, expected, next, { expiresInMs } = {}) {
      const expires = expiresInMs === undefined ? '' : String(Math.max(1, Math.ceil(expiresInMs)));
      const args = [expected === null ? '0' : '1', expected ?? '', next, expires];
      return Number(await evaluate(key, args)) === 1;
    },
  };
}
