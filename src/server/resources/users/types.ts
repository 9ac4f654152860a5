import type { CometChatException } from '../../../errors/exception.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { UserInput, UserStatus } from '../../../user/fields.js';
import type { User } from '../../../user/user.js';
import type { PageList, Paging } from '../../page-types.js';

/** Which users. Every part narrows it down. Source: the REST page on listing users. */
export interface UserFilter {
  /** What the uid or the name starts with. */
  readonly searchKey?: string | undefined;
  /** Where to look for the `searchKey`. Default: in both. */
  readonly searchIn?: readonly ('uid' | 'name')[] | undefined;
  /** Only users of this status. */
  readonly status?: UserStatus | undefined;
  /** Only users of this role. */
  readonly role?: string | undefined;
  /** Any of these roles. */
  readonly roles?: readonly string[] | undefined;
  /** Any of these tags. A tag with a comma cannot be looked for: the service separates them by it. */
  readonly tags?: readonly string[] | undefined;
  /** Deactivated users only. */
  readonly onlyDeactivated?: boolean | undefined;
  /** Deactivated users as well. Default `false`. */
  readonly withDeactivated?: boolean | undefined;
}

/** Which users to list, and what to say of them. */
export interface ListUsersFilter extends UserFilter, Paging {
  /** Tells the tags of each user, which a list leaves out otherwise. Default `false`. */
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
  /** Makes an auth token as well: `getAuthToken()` of the user that comes back. Default `false`. */
  readonly withAuthToken?: boolean | undefined;
}

/** Options of `users.get`. */
export interface GetUserOptions extends CallOptions {
  /** Reads as this user would: without what is private to others, with who has blocked whom. */
  readonly onBehalfOf?: string | undefined;
}

/** Options of `users.delete`. */
export interface DeleteUserOptions extends CallOptions {
  /** Erases the user with all messages and conversations, for ever. Default `false`: the user is deactivated. */
  readonly permanent?: boolean | undefined;
}

/** Options of `users.ensure`. */
export interface EnsureUserOptions extends CallOptions {
  /** Brings a deactivated user back. Default `false`: that is `USER_DEACTIVATED`. */
  readonly reactivate?: boolean | undefined;
}

/** What `ensure` did. */
export type EnsureOutcome = 'created' | 'updated' | 'unchanged' | 'reactivated';

/** The user as the service now has it, and what had to be done for it. */
export interface Ensured {
  /** The user as the service now has it. */
  readonly user: User;
  /** The action that was needed: `created`, `updated`, `unchanged` or `reactivated`. */
  readonly outcome: EnsureOutcome;
}

/** Options of `users.createMany`; `timeout` is for each request. */
export interface CreateManyOptions extends CallOptions {
  /** Requests under way at a time, 1 to 10. Default 2. */
  readonly concurrency?: number | undefined;
  /** Requests a minute, of 50 users each. Default 60, which is the service's limit. */
  readonly rate?: number | undefined;
}

/** What became of one user of many, in the order in which they were given. */
export type CreatedUser =
  | {
      /** `created` or `failed`. */
      readonly status: 'created';
      /** The uid of the user. */
      readonly uid: string;
      /** The user as the service now has it. */
      readonly user: User;
      readonly error?: never;
    }
  | {
      /** `created` or `failed`. */
      readonly status: 'failed';
      /** As given; `undefined` where there was none. */
      readonly uid: string | undefined;
      /** The reason of the failure. */
      readonly error: CometChatException;
      readonly user?: never;
    };

/** What became of many users. */
export interface CreateManyResult {
  /** The number of users that were created. */
  readonly created: number;
  /** The number of users that failed. */
  readonly failed: number;
  /** One result for each user, in the order in which they were given. */
  readonly results: readonly CreatedUser[];
}

/** The users of an app. Source: the REST pages below [users](https://www.cometchat.com/docs/rest-api/users). */
export interface AdminUsers {
  /**
   * Creates a user, which needs a name. Rejects with every issue of it before a request; with `ERR_UID_ALREADY_EXISTS`
   * (kind `conflict`), also for a deactivated uid, and `ERR_ROLE_NOT_FOUND` or `ERR_BAD_REQUEST` for an unknown role.
   * An answer that was lost is settled by reading.
   *
   * @example
   * const user = await admin.users.create({ uid: 'kevin', name: 'Kevin' });
   */
  create(user: NewUser, options?: CreateUserOptions): Promise<User>;

  /** Reads a user. Rejects with `ERR_UID_NOT_FOUND`, also for a deactivated one. */
  get(uid: string | User, options?: GetUserOptions): Promise<User>;

  /**
   * Lists users.
   *
   * @example
   * for await (const user of admin.users.list({ role: 'guide' })) console.log(user.uid);
   * const { items, total } = await admin.users.list({ searchKey: 'ann', perPage: 20 });
   */
  list(filter?: ListUsersFilter, options?: CallOptions): PageList<User>;

  /** Counts users. */
  count(filter?: UserFilter, options?: CallOptions): Promise<number>;

  /**
   * Updates a user: sends the fields that were touched, `null` clears `avatar`, `link` or `metadata`. Rejects with every issue before
   * a request, and with `ERR_UID_NOT_FOUND`.
   *
   * @example
   * await admin.users.update({ uid: 'kevin', role: 'guide', avatar: null });
   */
  update(user: User | UserInput, options?: CallOptions): Promise<User>;

  /**
   * Deactivates a user, or, with `{ permanent: true }`, erases it with its messages and conversations, for ever; a
   * deactivated user can be erased, too. Rejects with `ERR_UID_NOT_FOUND`, also when a deactivated user is to be
   * deactivated again.
   */
  delete(uid: string | User, options?: DeleteUserOptions): Promise<void>;

  /** Deactivates users: they are kept, but can neither log in nor be found. Resolves with the uids of those that were active. */
  deactivate(uids: string | readonly string[], options?: CallOptions): Promise<string[]>;

  /** Brings deactivated users back. Resolves with their uids. */
  reactivate(uids: string | readonly string[], options?: CallOptions): Promise<string[]>;

  /**
   * Creates many users, 50 a request, and says of each what became of it. A user that is not valid, is given twice or
   * exists already fails for itself. Times (`createdAt`, `lastActiveAt`, `deactivatedAt`) are taken over. Waits as long
   * as the service's rate limit asks. Rejects where nothing can be sent: no users, a wrong key, an abort. The users are
   * read to the end before the first request: if your iterable throws, it rejects with `SOURCE_FAILED` (kind
   * `validation`), whose `cause` is the thrown error, and nothing was sent.
   *
   * @example
   * const { created, results } = await admin.users.createMany(users);
   * for (const { uid, status, error } of results) if (status === 'failed') console.warn(uid, error.message);
   */
  createMany(users: Iterable<User | UserInput>, options?: CreateManyOptions): Promise<CreateManyResult>;

  /**
   * Sees to it that a user is as given: creates it, or updates what differs, or does nothing. What is not given is left as it is; tags in
   * another order are the same tags. Any number of calls at a time end in one user. Rejects with every issue before a request, and with
   * `USER_DEACTIVATED` for a deactivated one, unless `reactivate` is `true`.
   *
   * @example
   * const { user, outcome } = await admin.users.ensure({ uid: 'kevin', name: 'Kevin', tags: ['beta'] });
   */
  ensure(user: User | UserInput, options?: EnsureUserOptions): Promise<Ensured>;
}
