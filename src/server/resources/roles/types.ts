import type { CallOptions } from '../../../transport/call-options.js';
import type { PageList, Paging } from '../../../transport/lists/types.js';
import type { Outcome } from '../../../transport/outcomes.js';

/** Limits for the users of a role: which users they may list, and to which users they may send messages. */
export interface RoleSettings {
  /** The users whom they may list: `all`, or only friends. */
  readonly listUsers?: 'all' | 'friendsOnly' | undefined;
  /** The users to whom they may send messages: `all`, or only friends. */
  readonly sendMessagesTo?: 'all' | 'friendsOnly' | undefined;
}

/** A role. Every user has exactly one. Times are Unix seconds. */
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

/** A role to create. */
export interface RoleInput {
  /** The id: 1 to 100 letters, digits, `_` and `-`. */
  readonly role: string;
  /** The display name, 1 to 100 characters. */
  readonly name: string;
  /** A description, up to 255 characters. */
  readonly description?: string | undefined;
  /** Your own JSON object. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Limits on listing users and sending messages. */
  readonly settings?: RoleSettings | undefined;
}

/** Changes to a role. `null` clears a field; a missing field stays as it is. */
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

/** The value of a permission: a word, such as `allow`, or a list of words. */
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
  /** The value that applies while the permission is not set. */
  readonly defaultValue?: PermissionValue;
  readonly [field: string]: unknown;
}

/** The permissions of a role. Source: the REST pages on [RBAC](https://www.cometchat.com/docs/rest-api/rbac-overview). */
export interface AdminPermissions {
  /** Lists the permissions of a role. */
  list(role: string, paging?: Paging, options?: CallOptions): PageList<RolePermission>;
  /**
   * Sets permissions. Resolves with all permissions that are set now. Rejects with `ERR_BAD_REQUEST` for an unknown permission.
   *
   * @example
   * await admin.roles.permissions.set('guest', { createGroup: 'deny', 'listUsers.mode': 'friends' });
   */
  set(
    role: string,
    permissions: Readonly<Record<string, PermissionValue>>,
    options?: CallOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Resets a permission to its default. Resolves with all permissions that are set now. */
  unset(role: string, permission: string, options?: CallOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** A feature that a role may not use. */
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

/** The outcome for one feature. */
export interface FeatureOutcome extends Outcome {
  /** The id of the feature. */
  readonly feature: string;
}

/** The features that a role may not use. The service has deprecated them: use permissions instead. */
export interface AdminRestrictedFeatures {
  /** Lists the restricted features of a role. */
  list(role: string, paging?: Paging, options?: CallOptions): PageList<RestrictedFeature>;
  /** Restricts features for a role. Resolves with the outcome for each feature. */
  restrict(role: string, features: readonly string[], options?: CallOptions): Promise<FeatureOutcome[]>;
  /** Allows features again: the given ones, or `'all'`. */
  allow(role: string, features: readonly string[] | 'all', options?: CallOptions): Promise<void>;
}

/** The roles of an app, 25 at most. Source: the REST page on [roles](https://www.cometchat.com/docs/rest-api/roles). */
export interface AdminRoles {
  /** Creates a role. Rejects with `ERR_ROLE_ALREADY_EXISTS` (kind `conflict`). If a response is lost, reads the role to find out whether it was created. */
  create(role: RoleInput, options?: CallOptions): Promise<Role>;
  /** Reads a role. Rejects with `ERR_ROLE_NOT_FOUND`. */
  get(role: string, options?: CallOptions): Promise<Role>;
  /** Lists the roles of the app. */
  list(paging?: Paging, options?: CallOptions): PageList<Role>;
  /**
   * Changes the given fields of a role; `null` clears a field. Rejects with `ERR_ROLE_NOT_FOUND`.
   *
   * @example
   * await admin.roles.update('guest', { name: 'Guest', description: null });
   */
  update(role: string, changes: RoleChanges, options?: CallOptions): Promise<Role>;
  /** Deletes a role. Rejects with `ERR_ROLE_NOT_FOUND`, and with `ERR_ROLE_DELETE_DENIED` for the default role. */
  delete(role: string, options?: CallOptions): Promise<void>;
  /** The permissions of a role. */
  readonly permissions: AdminPermissions;
  /** The restricted features of a role. */
  readonly restrictedFeatures: AdminRestrictedFeatures;
}
