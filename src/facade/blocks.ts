import type { CallOptions } from '../client/options.js';
import { defaultClient } from './default-client.js';
import type { Texts } from './fetch-pages.js';

/** The outcome of blocking or unblocking, for each uid in lower case. */
export interface BlockResult {
  [uid: string]: 'success' | 'fail';
}

/**
 * Blocks users for the signed-in user. Resolves with `success` or `fail` for each uid (in lower case), as the vendor documents;
 * `blockUsers` of a client also gives the reason. Users that you have read keep their `getBlockedByMe()`: read them again.
 *
 * Rejects with `MISSING_PARAMETERS`, `INVALID_PARAMETER`, `INVALID_UID` before a request; `USER_NOT_LOGED_IN`; and
 * `ERR_CANNOT_BLOCK_SELF`, in which case no user is blocked.
 *
 * @example
 * const result = await CometChat.blockUsers(['cometchat-uid-1', 'cometchat-uid-2']);
 * console.log(result['cometchat-uid-1']); // 'success'
 */
export async function blockUsers(uids: Texts, options?: CallOptions): Promise<BlockResult> {
  return change('blockUsers', uids, options);
}

/** Unblocks users. Resolves and rejects as `blockUsers`. */
export async function unblockUsers(uids: Texts, options?: CallOptions): Promise<BlockResult> {
  return change('unblockUsers', uids, options);
}

async function change(
  operation: 'blockUsers' | 'unblockUsers',
  uids: Texts,
  options?: CallOptions,
): Promise<BlockResult> {
  const outcomes = await defaultClient()[operation](uids as readonly string[], options);
  return Object.fromEntries(outcomes.map(({ uid, success }) => [uid, success ? 'success' : 'fail']));
}
