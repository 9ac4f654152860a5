import { type Issues, readId, report } from '../../arguments.js';
import { listOf, text } from '../../rules.js';
import * as operations from './endpoints.js';
import type { RoleCalls } from './methods.js';
import type { AdminPermissions, AdminRestrictedFeatures } from './types.js';

/** The permissions of roles. */
export function createPermissions(on: RoleCalls): AdminPermissions {
  return {
    list: (role, paging, options) => on.list(operations.listPermissions, role, paging, options),
    set: (role, permissions, options) =>
      on.one(operations.setPermissions, role, options, (issues) => {
        checkPermissions(issues, permissions);
        return { body: { permissions } };
      }),
    unset: (role, permission, options) =>
      on.one(operations.unsetPermission, role, options, (issues) => ({
        params: { permission: readId(issues, permission, 'permission') },
      })),
  };
}

function checkPermissions(issues: Issues, permissions: unknown): void {
  const isObject = typeof permissions === 'object' && permissions !== null && !Array.isArray(permissions);
  const entries = isObject ? Object.entries(permissions) : [];
  if (entries.length === 0) report(issues, 'permissions', 'an object of one permission at least');
  for (const [id, value] of entries) {
    if (text()(value) !== undefined && listOf(text())(value) !== undefined)
      report(issues, `permissions.${id}`, 'a word or a list of words');
  }
}

/** The features that roles are kept from. */
export function createRestrictedFeatures(on: RoleCalls): AdminRestrictedFeatures {
  return {
    list: (role, paging, options) => on.list(operations.listRestrictedFeatures, role, paging, options),
    restrict: async (role, features, options) => {
      const outcomes = await on.one(operations.restrictFeatures, role, options, (issues) => {
        checkFeatures(issues, features);
        return { body: { featuresToRestrict: features } };
      });
      return outcomes.map(({ key: feature, success, message }) => ({ feature, success, message }));
    },
    allow: (role, features, options) =>
      on.one(operations.allowFeatures, role, options, (issues) => {
        if (features === 'all') return { body: { allowAll: true } };
        checkFeatures(issues, features);
        return { body: { featuresToAllow: features } };
      }),
  };
}

function checkFeatures(issues: Issues, features: unknown): void {
  const must = listOf(text())(features);
  if (must !== undefined) report(issues, 'features', must);
  else if ((features as readonly string[]).length === 0) report(issues, 'features', 'one feature at least');
}
