/** A part of the platform that can be missing, or that can throw. */
export interface Piece {
  readonly name: string;
  /** Removes it from this realm, or makes it throw. */
  readonly remove: () => void;
  /** ky reads `TextEncoder` when it is imported. */
  readonly onlyAfterImport?: boolean;
}

const page = globalThis as unknown as Record<string, unknown>;

function removeGlobal(name: string): Piece {
  return { name, remove: () => remove(globalThis, name) };
}

function removeFrom(owner: string, name: string): Piece {
  return {
    name: `${owner}.${name}`,
    remove: () => {
      const found = owner.split('.').reduce((object, key) => object[key] as Record<string, unknown>, page);
      for (let holder: object | null = found; holder; holder = Object.getPrototypeOf(holder)) remove(holder, name);
    },
  };
}

function makeThrow(owner: string, name: string): Piece {
  return {
    name: `${owner}.${name} throws`,
    remove: () => {
      const found = owner.split('.').reduce((object, key) => object[key] as Record<string, unknown>, page);
      const value = () => {
        throw new TypeError(`${name} does not work here`);
      };
      Object.defineProperty(found, name, { value, configurable: true, writable: true });
    },
  };
}

/** Removes a property, and throws if that failed. */
function remove(holder: object, name: string): void {
  delete (holder as Record<string, unknown>)[name];
  if (Object.getOwnPropertyDescriptor(holder, name)) throw new Error(`${name} cannot be removed.`);
}

/** Parts that a client does not need, in a page and in Node. */
export const PIECES: readonly Piece[] = [
  removeGlobal('crypto'),
  removeFrom('crypto', 'getRandomValues'),
  removeFrom('crypto', 'randomUUID'),
  removeGlobal('BroadcastChannel'),
  removeGlobal('localStorage'),
  removeGlobal('performance'),
  removeGlobal('structuredClone'),
  removeGlobal('navigator'),
  { ...removeGlobal('TextEncoder'), onlyAfterImport: true },
  removeFrom('Array.prototype', 'at'),
  removeFrom('Array.prototype', 'flat'),
  removeFrom('String.prototype', 'replaceAll'),
  removeFrom('AbortSignal', 'any'),
  makeThrow('BroadcastChannel.prototype', 'postMessage'),
  makeThrow('BroadcastChannel.prototype', 'close'),
  makeThrow('document', 'addEventListener'),
];

/** Parts that Node's own `fetch` needs: only a browser can lack them. */
export const BROWSER_PIECES: readonly Piece[] = [removeFrom('Object', 'hasOwn')];

/** Parts that no page can remove, or that only Node has. */
export const NODE_PIECES: readonly Piece[] = [
  removeGlobal('document'),
  removeGlobal('addEventListener'),
  makeThrow('BroadcastChannel.prototype', 'unref'),
  removeFrom('BroadcastChannel.prototype', 'unref'),
];
