import type { CometChatException } from '../../errors/exception.js';

const FATAL_KINDS: readonly string[] = ['authentication', 'config'];
const FATAL_CODES: readonly string[] = ['AUTH_ERR_NO_ACCESS', 'ERR_SUBSCRIPTION_EXPIRED'];

/** Whether an error ends a run: every other change would fail with it too. */
export function isFatal({ kind, code }: CometChatException): boolean {
  return FATAL_KINDS.includes(kind) || FATAL_CODES.includes(code);
}
