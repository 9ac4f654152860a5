import { inspect } from 'node:util';

/**
 * Lists the places where a secret can be found in a value: in its printed forms (`util.inspect`, JSON, `String`, the
 * stack) and in everything that can be reached from it, including hidden properties, getters of prototypes, headers and
 * maps. An empty list is good.
 */
export function findSecrets(value: unknown, ...secrets: readonly string[]): string[] {
  if (secrets.length === 0 || secrets.some((secret) => secret.length < 4)) throw new Error('No secret to look for.');
  const found: string[] = [];
  const look = (where: string, text: string | undefined) => {
    if (secrets.some((secret) => text?.includes(secret))) found.push(where);
  };
  look('inspect', inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }));
  look('JSON', attempt(() => JSON.stringify(value)) as string | undefined);
  look('String', attempt(() => String(value)) as string | undefined);
  walk(value, 'value', look, new Set());
  return found;
}

function walk(value: unknown, path: string, look: (where: string, text: string) => void, seen: Set<object>): void {
  if (typeof value === 'string') look(path, value);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return;
  seen.add(value);
  const next = (inner: unknown, key: string) => walk(inner, `${path}.${key}`, look, seen);
  if (isPairs(value)) for (const [key, inner] of value) next([key, inner], `<${String(key)}>`);
  if (value instanceof Set) for (const inner of value) next(inner, '<item>');
  for (const key of Reflect.ownKeys(value)) {
    look(`${path}.<key>`, String(key));
    next(
      attempt(() => value[key as never]),
      String(key),
    );
  }
  for (const [key, getter] of inheritedGetters(value)) {
    next(
      attempt(() => getter.call(value)),
      key,
    );
  }
}

function isPairs(value: object): value is Iterable<[unknown, unknown]> {
  return (
    value instanceof Map || value instanceof Headers || value instanceof URLSearchParams || value instanceof FormData
  );
}

function inheritedGetters(value: object): [string, () => unknown][] {
  const getters: [string, () => unknown][] = [];
  for (let type = Object.getPrototypeOf(value); type && type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type)))
      if (get) getters.push([key, get]);
  }
  return getters;
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
