import type { Session } from '../session/session.js';
import type { PageList } from '../transport/lists/types.js';
import type { UidOutcome } from '../transport/outcomes.js';
import type { ProfileInput, UserInput } from '../user/fields.js';
import type { User } from '../user/user.js';
import type { VendorUser } from '../user/vendor-user.js';
import type { CallTokenOptions } from './call-token.js';
import type { ListBlockedUsersFilter, ListUsersFilter } from './lists/types.js';
import type { UidCredentials } from './login-arguments.js';
import type { LogoutOptions } from './logout.js';
import type { CallOptions } from './options.js';

/**
 * The users and logins of one app. Every method finishes within `timeout`: it resolves with its result, or rejects with a
 * `CometChatException`. Methods validate a user before they send anything, and never change it; they return new users. If the
 * response is about another user than the request, the method rejects with `WRONG_USER` and nothing changes.
 */
export interface CometChatClient {
  /**
   * Logs in. Resolves with the user when the session is committed and stored. If an equal login is in progress, both share it. A
   * different login or a logout ends it: it then rejects with `LOGIN_SUPERSEDED`. A failed login does not change the session.
   *
   * Rejects with `MISSING_PARAMETERS`, `INVALID_AUTH_TOKEN`, `INVALID_UID`, `INVALID_AUTH_KEY` before a request;
   * `AUTH_ERR_AUTH_TOKEN_NOT_FOUND`, `ERR_UID_NOT_FOUND`, `AUTH_ERR_APIKEY_NOT_FOUND` from the service;
   * `TOKEN_PROVIDER_FAILED` if the `tokenProvider` fails.
   *
   * @example
   * const user = await client.login(authToken); // a token that your server got
   */
  login(authToken: string, options?: CallOptions): Promise<User>;
  /** Logs in by uid. For development only: a person with the Auth Key can log in as any user. */
  login(uid: string, authKey: string, options?: CallOptions): Promise<User>;
  /** Logs in by uid. For development only: a person with the Auth Key can log in as any user. */
  login(credentials: UidCredentials, options?: CallOptions): Promise<User>;
  /**
   * Logs in with a token from the `tokenProvider`. All calls during this login share it. The client cannot know that your own user has
   * changed meanwhile: when that happens, abort the login with its `signal`, or call `logout()`. The next call then asks for a new token.
   *
   * @example
   * useEffect(() => {
   *   const controller = new AbortController();
   *   client.login({ signal: controller.signal }).catch(report);
   *   return () => controller.abort();
   * }, [myUser.id]);
   */
  login(options?: CallOptions): Promise<User>;

  /**
   * Signs out here at once. Then asks the service to revoke the token and waits for the response: 5 s, or `timeout`. If that
   * fails, it resolves all the same and calls `hooks.onWarning`; with `{ strict: true }` it rejects. Rejects with `USER_NOT_LOGED_IN`
   * if no user is signed in.
   */
  logout(options?: LogoutOptions): Promise<void>;

  /**
   * Creates a user. For development only, or if your server cannot create users: do not use an Auth Key in production.
   *
   * Rejects with every issue of the user before a request; with `ERR_UID_ALREADY_EXISTS` (kind `conflict`); and with
   * `CREATE_UNCONFIRMED` (retryable) if a response was lost and the key may not read users.
   *
   * @example
   * const user = await client.createUser(new User('kevin', 'Kevin'), authKey);
   */
  createUser(user: User | UserInput | VendorUser, authKey: string, options?: CallOptions): Promise<User>;

  /**
   * Updates a user: sends only the fields that were touched. Rejects with every issue before a request, and with
   * `ERR_UID_NOT_FOUND`.
   *
   * @example
   * await client.updateUser(new User('kevin').setName('Kevin Fernandez').setAvatar(null), authKey);
   */
  updateUser(user: User | UserInput | VendorUser, authKey: string, options?: CallOptions): Promise<User>;

  /**
   * Updates the signed-in user: sends only the fields that were touched. You may leave out the uid. Rejects before a request with
   * every issue, with `NOT_THE_SIGNED_IN_USER` for another uid, with `ROLE_NOT_EDITABLE` for a changed role, and with
   * `USER_NOT_LOGED_IN`.
   *
   * @example
   * await client.updateCurrentUserDetails({ statusMessage: 'On the train' });
   */
  updateCurrentUserDetails(user: User | ProfileInput | VendorUser, options?: CallOptions): Promise<User>;

  /**
   * Reads a user with the token of the signed-in user. `hasBlockedMe` and `blockedByMe` tell of blocks between the two. Rejects with
   * `USER_NOT_LOGED_IN`, `INVALID_UID`, `ERR_UID_NOT_FOUND`.
   */
  getUser(uid: string | User | VendorUser, options?: CallOptions): Promise<User>;

  /**
   * Lists the users whom the signed-in user may see, page by page. Creating the list sends nothing: `await` reads the first page,
   * `for await` gives every user of all pages, `pages()` gives every page. `hasBlockedMe` and `blockedByMe` of each user tell of blocks.
   *
   * A list belongs to the user who began to read it. When this user signs out or another user signs in, the list rejects with
   * `SESSION_ENDED`, also if a response arrives later. Invalid filters reject with `INVALID_PARAMETER`, `INVALID_UID` before a request.
   * Rejects also with `USER_NOT_LOGED_IN`.
   *
   * @example
   * const { items, hasMore } = await client.listUsers({ searchKey: 'an', hideBlockedUsers: true });
   * for await (const user of client.listUsers({ sortBy: 'name' })) console.log(user.name);
   */
  listUsers(filter?: ListUsersFilter, options?: CallOptions): PageList<User>;

  /**
   * Blocks users for the signed-in user. Resolves with the outcome for each uid; one that failed does not reject. Nothing else changes:
   * the session's user emits no event, and users and pages that you have read keep their `blockedByMe`. Read them again to see the
   * block. Blocking a user twice succeeds.
   *
   * Rejects with `MISSING_PARAMETERS`, `INVALID_PARAMETER` (an empty list, more than 10 KB), `INVALID_UID` before a request;
   * `USER_NOT_LOGED_IN`; and `ERR_CANNOT_BLOCK_SELF`, in which case no user is blocked.
   *
   * @example
   * const [outcome] = await client.blockUsers('andy');
   * if (!outcome?.success) console.log(outcome?.message);
   */
  blockUsers(uids: string | User | readonly (string | User)[], options?: CallOptions): Promise<UidOutcome[]>;
  /** Unblocks users. Resolves and rejects as `blockUsers`. */
  unblockUsers(uids: string | User | readonly (string | User)[], options?: CallOptions): Promise<UidOutcome[]>;
  /**
   * Lists blocked users, in either direction. It works as `listUsers`: page by page, for the user who began to read it. Rejects with
   * `INVALID_PARAMETER`, `USER_NOT_LOGED_IN`, `SESSION_ENDED`.
   *
   * @example
   * const { items } = await client.listBlockedUsers({ direction: 'blockedByMe' });
   */
  listBlockedUsers(filter?: ListBlockedUsersFilter, options?: CallOptions): PageList<User>;

  /**
   * Gets a token to join a call session, for the vendor's call UI. Rejects with `INVALID_SESSION_ID`, `USER_NOT_LOGED_IN`.
   *
   * @example
   * const { token } = await client.generateCallToken('standup');
   */
  generateCallToken(
    sessionId: string,
    options?: CallTokenOptions,
  ): Promise<{
    /** The call token, for the vendor's call UI. */
    token: string;
  }>;

  /** The session: its state and its events. */
  readonly session: Session;

  /**
   * Ends all operations in progress with `CLIENT_DISPOSED`, and removes every listener. The stored session stays in storage for the next
   * client.
   */
  dispose(): void;
}
