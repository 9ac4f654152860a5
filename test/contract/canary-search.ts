import { inspect } from 'node:util';

/**
 * Where a secret shows when a value is logged, sent to a tracker, stored or copied, as an app does with it. Unlike a walk over
 * everything it passes over what is not enumerable: the token that the signed-in user has for whoever asks for it by name.
 */
export function shownSecrets(value: unknown, secrets: readonly string[]): string[] {
  const ways: [string, () => unknown][] = [
    ['JSON', () => JSON.stringify(value)],
    ['inspect', () => inspect(value, { depth: 50, showHidden: false })],
    ['inspect of an error in an object', () => inspect({ value }, { depth: 50 })],
    ['String', () => String(value)],
    ['stack', () => (value as Error)?.stack],
    ['spread', () => inspect({ ...(value as object) }, { depth: 50 })],
    ['assign', () => JSON.stringify(Object.assign({}, value))],
    ['entries', () => inspect(Object.entries(Object(value)), { depth: 50 })],
    ['clone', () => inspect(structuredClone(value), { depth: 50, showHidden: true })],
    [
      'cause',
      () =>
        (value as Error)?.cause === undefined ? '' : inspect((value as Error).cause, { depth: 50, showHidden: true }),
    ],
  ];
  return ways.filter(([, way]) => secrets.some((secret) => text(way).includes(secret))).map(([name]) => name);
}

function text(way: () => unknown): string {
  try {
    return String(way());
  } catch {
    return '';
  }
}
