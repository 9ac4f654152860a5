import { CometChatException } from '../errors/exception.js';
import type { Deadline } from '../transport/deadline.js';
import { explained } from './explain.js';

/** The code of an operation of an admin that has no key. */
export const MISSING_API_KEY = 'MISSING_API_KEY';

/** The work of an operation, or for an empty key work that rejects. A framework that builds creates an admin without a key. */
export function withKey<T>(apiKey: string, work: (deadline: Deadline) => Promise<T>): typeof work {
  return apiKey === '' ? async () => Promise.reject(missing()) : work;
}

function missing(): CometChatException {
  const message = 'createAdmin got an empty apiKey, so nothing can be sent.';
  return explained(new CometChatException({ code: MISSING_API_KEY, kind: 'config', message }));
}
