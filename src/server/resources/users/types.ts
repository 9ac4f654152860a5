import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList, Paging } from '../../../transport/lists/types.js';
import type { UserInput, UserStatus } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';

/** Selects users. A user must match every given field. Source: the REST page on listing users. */
export interface UserFilter {
  /** The start of the uid or of the name. */
  readonly searchKey?: string | undefined;
  /** The fields to compare with `searchKey`. Default: both. */
  readonly searchIn?: readonly ('uid' | 'name')[] | undefined;
  /** Only users of this status. */
  readonly status?: UserStatus | undefined;
  /** Only users of this role. */
  readonly role?: string | undefined;
  /** Only users of any of these roles. */
  readonly roles?: readonly string[] | undefined;
  /** Only users with any of these tags. A tag must not contain a comma: the service uses it as the separator. */
  readonly tags?: readonly string[] | undefined;
  /** Only deactivated users. Default `false`. */
  readonly onlyDeactivated?: boolean | undefined;
  /** Include deactivated users. Default `false`. */
  readonly withDeactivated?: boolean | undefined;
}

/** Selects users to list, and the fields to read. */
export interface ListUsersFilter extends UserFilter, Paging {
  /** Also read the tags of each user, which a list leaves out otherwise. Default `false`. */
  readonly withTags?: boolean | undefined;
}

/** A user to create: a `User`, or a plain object that has a name. */
export type NewUser =
  | User
  | (UserInput & {
      /** Display name, 1–100 characters. */
      readonly name: string;
    });

/** Options of `users.create`. */
export interface CreateUserOptions extends CallOptions {
  /** Also create an auth token: `getAuthToken()` of the returned user gives it. Default `false`. */
  readonly withAuthToken?: boolean | undefined;
}

/** Options of `users.get`. */
export interface GetUserOptions extends CallOptions {
  /** The uid of a user for whom to read: the result leaves out private fields, and shows blocks between the two users. */
  readonly onBehalfOf?: string | undefined;
}

/** Options of `users.delete`. */
export interface DeleteUserOptions extends CallOptions {
  /** Erases the user with all messages and conversations, for ever. Default `false`: the user is deactivated. */
  readonly permanent?: boolean | undefined;
}

/** Options of `users.ensure`. */
export interface EnsureUserOptions extends CallOptions {
  /** Reactivate a deactivated user. Default `false`: `ensure` then rejects with `USER_DEACTIVATED`. */
  readonly reactivate?: boolean | undefined;
}

/** The action that `ensure` took. */
export type EnsureOutcome = 'created' | 'updated' | 'unchanged' | 'reactivated';

/** The result of `ensure`. */
export interface Ensured {
  /** The user as the service now has it. */
  readonly user: User;
  /** The action that `ensure` took: `created`, `updated`, `unchanged` or `reactivated`. */
  readonly outcome: EnsureOutcome;
}

/** The users of an app. Source: the REST pages below [users](https://www.cometchat.com/docs/rest-api/users). */
export interface AdminUsers {
  /**
   * Creates a user, who needs a name. Rejects with every issue before a request is sent; with `ERR_UID_ALREADY_EXISTS` (kind
   * `conflict`), also if the uid belongs to a deactivated user; with `ERR_ROLE_NOT_FOUND` or `ERR_BAD_REQUEST` for an unknown
   * role. If a response is lost, reads the user to find out whether it was created.
   *
   * @example
   * const user = await admin.users.create({ uid: 'kevin', name: 'Kevin' });
   */
  create(user: NewUser, options?: CreateUserOptions): Promise<User>;

  /** Reads a user. Rejects with `ERR_UID_NOT_FOUND`, also for a deactivated user. */
  get(uid: string | User, options?: GetUserOptions): Promise<User>;

  /**
   * Lists users.
   *
   * @example
   * for await (const user of admin.users.list({ role: 'guide' })) console.log(user.uid);
   * const { items, total } = await admin.users.list({ searchKey: 'ann', perPage: 20 });
   */
  list(filter?: ListUsersFilter, options?: CallOptions): PageList<User>;

  /** Counts the users that match a filter. */
  count(filter?: UserFilter, options?: CallOptions): Promise<number>;

  /**
   * Updates a user: sends only the fields that you set. `null` clears `avatar`, `link` or `metadata`. Rejects with every issue before
   * a request is sent, and with `ERR_UID_NOT_FOUND`.
   *
   * @example
   * await admin.users.update({ uid: 'kevin', role: 'guide', avatar: null });
   */
  update(user: User | UserInput, options?: CallOptions): Promise<User>;

  /**
   * Deactivates a user. With `{ permanent: true }`, erases the user with all messages and conversations, for ever; this also works
   * for a deactivated user. Rejects with `ERR_UID_NOT_FOUND`, also if you deactivate a deactivated user again.
   */
  delete(uid: string | User, options?: DeleteUserOptions): Promise<void>;

  /** Deactivates users: their data stays stored, but they can neither log in nor be found. Resolves with the uids of the users who were active. */
  deactivate(uids: string | readonly string[], options?: CallOptions): Promise<string[]>;

  /** Reactivates deactivated users. Resolves with the uids of the reactivated users. */
  reactivate(uids: string | readonly string[], options?: CallOptions): Promise<string[]>;

  /**
   * Makes sure that a user exists with the given fields: creates the user, or updates the fields that differ, or does nothing. Other fields
   * stay as they are, and so do the fields that users own (option `userOwnedFields` of `createAdmin`, by default the status message) of a user
   * who exists. The order of tags does not matter. You can run it several times at once: they create one user. Rejects with every issue
   * before a request is sent; with `UID_COLLISION` if this admin got the uid in another letter case before, because CometChat ignores letter
   * case; and with `USER_DEACTIVATED` for a deactivated user, unless `reactivate` is `true`.
   *
   * @example
   * const { user, outcome } = await admin.users.ensure({ uid: 'kevin', name: 'Kevin', tags: ['beta'] });
   */
  ensure(user: User | UserInput, options?: EnsureUserOptions): Promise<Ensured>;
}
