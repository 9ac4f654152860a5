import type { CometChatClient } from '../client/client.js';
import { CometChatException } from '../errors/exception.js';

/** The App ID and the client of the latest `init`, of either facade. */
export interface DefaultClient {
  readonly appId: string;
  readonly client: CometChatClient;
}

let current: DefaultClient | undefined;
const listeners = new Set<(next: DefaultClient, before: DefaultClient | undefined) => void>();

/** Makes this the client of the facades. */
export function setDefaultClient(next: DefaultClient): void {
  const before = current;
  current = next;
  for (const listener of listeners) listener(next, before);
}

/** Calls `listener` at each `init` that makes another client. Returns a function that removes the listener. */
export function onClientChange(listener: (next: DefaultClient, before: DefaultClient | undefined) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The client of the facades. Throws `COMETCHAT_INITIALIZATION_NOT_DONE` if there is none. */
export function defaultClient(): CometChatClient {
  if (current) return current.client;
  throw new CometChatException({ code: 'COMETCHAT_INITIALIZATION_NOT_DONE' });
}

/** The App ID that the facades were initialised with; `undefined` before `init`. */
export function currentAppId(): string | undefined {
  return current?.appId;
}

/** The client of the facades; `undefined` before `init`. */
export function findClient(): CometChatClient | undefined {
  return current?.client;
}
