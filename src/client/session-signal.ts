import { CometChatException } from '../errors/exception.js';
import type { SessionStore } from '../session/store.js';

/**
 * Creates a function that returns a signal for the current session. The signal is aborted as soon as its user is no longer signed in,
 * here or in another tab. A new token of the same user does not abort it.
 */
export function createSessionSignal({ emitter, getCurrent }: SessionStore): () => AbortSignal {
  let uid: string | undefined;
  let controller = new AbortController();
  // The first listener: the listeners of the app may begin lists for the next user.
  emitter.on('change', () => {
    const before = uid;
    uid = getCurrent()?.user.uid;
    if (before === undefined || before === uid) return;
    const ended = controller;
    controller = new AbortController();
    ended.abort(new CometChatException({ code: 'SESSION_ENDED' }));
  });
  return () => controller.signal;
}
