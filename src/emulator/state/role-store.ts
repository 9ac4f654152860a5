import type { JsonObject } from '../json-object.js';
import { PERMISSIONS, type PermissionValue } from '../permissions.js';
import { type ReportChange, Table } from './table.js';

/** The role of users without a given role. It cannot be deleted. */
export const DEFAULT_ROLE = 'default';

/** The fields that a request can set on a role. */
export interface RoleFields {
  name: string;
  description?: string;
  metadata?: JsonObject;
  settings?: RoleSettings;
}

/** Which users the users of a role may list and write to. */
interface RoleSettings {
  readonly listUsers?: 'all' | 'friendsOnly';
  readonly sendMessagesTo?: 'all' | 'friendsOnly';
}

/** A stored role. Times are Unix seconds. */
export interface StoredRole extends RoleFields {
  readonly role: string;
  readonly createdAt: number;
  updatedAt?: number;
  /** The permissions that were set. All others have their defaults. */
  permissions: Record<string, PermissionValue>;
  /** The restricted features, and when each was restricted. */
  restricted: Record<string, number>;
}

/** The changes of an update. */
export interface RoleChanges {
  readonly set: Partial<Readonly<RoleFields>>;
  readonly unset: readonly ('description' | 'metadata' | 'settings')[];
}

/** The roles of one app. */
export class RoleStore {
  readonly table: Table<StoredRole>;
  readonly #now: () => number;

  constructor(now: () => number, report: ReportChange) {
    this.table = new Table('roles', report);
    this.#now = now;
  }

  find(role: string): StoredRole | undefined {
    return this.table.get(role);
  }

  has(role: string): boolean {
    return this.find(role) !== undefined;
  }

  newestFirst(): StoredRole[] {
    return [...this.table.rows()].reverse();
  }

  /** Adds the default role and the roles that an app starts with. */
  seed(roles: readonly string[]): void {
    this.create(DEFAULT_ROLE, { name: 'Default Role' });
    for (const role of roles) if (!this.has(role)) this.create(role, { name: role });
  }

  create(role: string, fields: Readonly<RoleFields>): StoredRole {
    const stored = { role, ...structuredClone(fields), createdAt: this.#now(), permissions: {}, restricted: {} };
    this.table.put(role, stored);
    return stored;
  }

  update(role: StoredRole, { set, unset }: RoleChanges): void {
    if (Object.keys(set).length + unset.length === 0) return;
    Object.assign(role, structuredClone(set));
    for (const field of unset) delete role[field];
    this.#changed(role);
  }

  remove(role: StoredRole): void {
    this.table.remove(role.role);
  }

  setPermissions(role: StoredRole, permissions: Readonly<Record<string, PermissionValue>>): void {
    role.permissions = { ...role.permissions, ...structuredClone(permissions) };
    this.#changed(role);
  }

  unsetPermission(role: StoredRole, id: string): void {
    const { [id]: _, ...rest } = role.permissions;
    role.permissions = rest;
    this.#changed(role);
  }

  restrict(role: StoredRole, features: readonly string[]): void {
    const since = features.map((feature) => [feature, role.restricted[feature] ?? this.#now()]);
    role.restricted = { ...role.restricted, ...Object.fromEntries(since) };
    this.#changed(role);
  }

  allow(role: StoredRole, features: readonly string[]): void {
    const rest = Object.entries(role.restricted).filter(([feature]) => !features.includes(feature));
    role.restricted = Object.fromEntries(rest);
    this.#changed(role);
  }

  /** The value of a permission for users of a role. A deleted role has the default. */
  permission(role: string, id: string): PermissionValue | undefined {
    return this.find(role)?.permissions[id] ?? PERMISSIONS.get(id)?.defaultValue;
  }

  #changed(role: StoredRole): void {
    role.updatedAt = this.#now();
    this.table.put(role.role, role);
  }
}
