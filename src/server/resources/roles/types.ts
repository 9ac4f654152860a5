import type { CallOptions } from '../../../transport/call-options.js';
import type { Outcome, PageList, Paging } from '../../page-types.js';

/** Whom the users of a role may list, and to whom they may write. */
export interface RoleSettings {
  /** `all`, or only friends. */
  readonly listUsers?: 'all' | 'friendsOnly' | undefined;
  /** `all`, or only friends. */
  readonly sendMessagesTo?: 'all' | 'friendsOnly' | undefined;
}

/** A role, one of which every user has. Times are Unix seconds. */
export interface Role {
  /** The id of the role. */
  readonly role: string;
  /** The display name. */
  readonly name: string;
  /** A description, up to 255 characters. */
  readonly description?: string;
  /** Your own JSON object. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Limits on listing users and sending messages. */
  readonly settings?: RoleSettings;
  /** When the role was created. */
  readonly createdAt?: number;
  /** When the role was last changed. */
  readonly updatedAt?: number;
  readonly [field: string]: unknown;
}

/** A role to be made. */
export interface RoleInput {
  /** Its id: 1 to 100 letters, digits, `_` and `-`. */
  readonly role: string;
  /** 1 to 100 characters. */
  readonly name: string;
  /** Up to 255 characters. */
  readonly description?: string | undefined;
  /** Your own JSON object. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Limits on listing users and sending messages. */
  readonly settings?: RoleSettings | undefined;
}

/** What changes of a role; `null` clears. */
export interface RoleChanges {
  /** A new name, 1 to 100 characters. */
  readonly name?: string | undefined;
  /** A new description, up to 255 characters; `null` clears it. */
  readonly description?: string | null | undefined;
  /** A new JSON object, which replaces the old one; `null` clears it. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /** New settings; `null` clears them. */
  readonly settings?: RoleSettings | null | undefined;
}

/** A word, such as `allow`, or a list of words. */
export type PermissionValue = string | readonly string[];

/** A permission of a role. */
export interface RolePermission {
  /** The id, such as `createGroup`. */
  readonly id: string;
  /** The display name. */
  readonly title?: string;
  /** A sentence about the permission. */
  readonly description?: string;
  /** The type of its value. */
  readonly dataType?: string;
  /** The values that the permission can have. */
  readonly availableValues?: readonly string[];
  /** Its value while it is not set. */
  readonly defaultValue?: PermissionValue;
  readonly [field: string]: unknown;
}

/** The permissions of a role. Source: the REST pages on [RBAC](https://www.cometchat.com/docs/rest-api/rbac-overview). */
export interface AdminPermissions {
  /** Lists the permissions of a role. */
  list(role: string, paging?: Paging, options?: CallOptions): PageList<RolePermission>;
  /**
   * Sets permissions, and resolves with those that are set by now. An unknown one is `ERR_BAD_REQUEST`.
   *
   * @example
   * await admin.roles.permissions.set('guest', { createGroup: 'deny', 'listUsers.mode': 'friends' });
   */
  set(
    role: string,
    permissions: Readonly<Record<string, PermissionValue>>,
    options?: CallOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Takes a permission back to its default, and resolves with those that are set by now. */
  unset(role: string, permission: string, options?: CallOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** A feature that a role is kept from. */
export interface RestrictedFeature {
  /** The id of the feature. */
  readonly key: string;
  /** The name of the feature. */
  readonly title?: string;
  /** A sentence about the feature. */
  readonly description?: string;
  /** The place of the feature in the list of features. */
  readonly path?: string;
  /** When it was restricted, Unix seconds. */
  readonly createdAt?: number;
  readonly [field: string]: unknown;
}

/** What became of one feature. */
export interface FeatureOutcome extends Outcome {
  /** The id of the feature. */
  readonly feature: string;
}

/** The features that a role is kept from, which the service has deprecated in favour of permissions. */
export interface AdminRestrictedFeatures {
  /** Lists the restricted features of a role. */
  list(role: string, paging?: Paging, options?: CallOptions): PageList<RestrictedFeature>;
  /** Keeps a role from features, and resolves with what became of each. */
  restrict(role: string, features: readonly string[], options?: CallOptions): Promise<FeatureOutcome[]>;
  /** Allows features again, or `'all'` of them. */
  allow(role: string, features: readonly string[] | 'all', options?: CallOptions): Promise<void>;
}

/** The roles of an app, 25 at most. Source: the REST page on [roles](https://www.cometchat.com/docs/rest-api/roles). */
export interface AdminRoles {
  /** Makes a role. Rejects with `ERR_ROLE_ALREADY_EXISTS` (kind `conflict`). An answer that was lost is settled by reading. */
  create(role: RoleInput, options?: CallOptions): Promise<Role>;
  /** Reads a role. Rejects with `ERR_ROLE_NOT_FOUND`. */
  get(role: string, options?: CallOptions): Promise<Role>;
  /** Lists the roles of the app. */
  list(paging?: Paging, options?: CallOptions): PageList<Role>;
  /**
   * Changes a role: what is given, `null` clears. Rejects with `ERR_ROLE_NOT_FOUND`.
   *
   * @example
   * await admin.roles.update('guest', { name: 'Guest', description: null });
   */
  update(role: string, changes: RoleChanges, options?: CallOptions): Promise<Role>;
  /** Deletes a role. Rejects with `ERR_ROLE_NOT_FOUND`, and with `ERR_ROLE_DELETE_DENIED` for the default one. */
  delete(role: string, options?: CallOptions): Promise<void>;
  /** The permissions of a role. */
  readonly permissions: AdminPermissions;
  /** The restricted features of a role. */
  readonly restrictedFeatures: AdminRestrictedFeatures;
}
