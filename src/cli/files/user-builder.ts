import type { Target } from './fields.js';

/** Builds a user of a file from the values of its columns or keys. */
export class UserBuilder {
  readonly #fields: [string, unknown][] = [];
  readonly #inMetadata: [readonly string[], unknown][] = [];

  add(target: Target, value: unknown): void {
    if ('field' in target) this.#fields.push([target.field, value]);
    else this.#inMetadata.push([target.path, value]);
  }

  build(): Record<string, unknown> {
    const user: Record<string, unknown> = Object.fromEntries(this.#fields);
    if (this.#inMetadata.length === 0) return user;
    const metadata = copyOf(user.metadata);
    for (const [path, value] of this.#inMetadata) put(metadata, path, value);
    return { ...user, metadata };
  }
}

/** Sets a value within an object. It makes the objects on the way to it. */
function put(object: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    object[key] = value;
    return;
  }
  const inner = copyOf(Object.hasOwn(object, key) ? object[key] : undefined);
  put(inner, rest, value);
  object[key] = inner;
}

function copyOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
