import * as z from 'zod/mini';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Id, notEmpty, Paging, RoleId, text } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import type { AdminPermissions, AdminRestrictedFeatures } from './types.js';

const Word = text();
const Permissions = z.record(z.string(), z.union([Word, z.array(Word)])).check(notEmpty);
const Features = z.array(Word).check(z.minLength(1));

/** Creates the methods of `admin.roles.permissions`. */
export function createPermissions(context: AdminContext): AdminPermissions {
  return {
    list: (role, paging, options) =>
      createPageList(context, {
        endpoint: endpoints.listPermissions,
        options,
        arguments: () => ({ role: [RoleId, role], paging: [Paging, paging] }),
        request: ({ role, paging }) => ({ params: { role }, query: paging }),
      }),
    set: (role, permissions, options) =>
      run(context, {
        endpoint: endpoints.setPermissions,
        options,
        arguments: () => ({ role: [RoleId, role], permissions: [Permissions, permissions] }),
        request: ({ role, permissions }) => ({ params: { role }, body: { permissions } }),
      }),
    unset: (role, permission, options) =>
      run(context, {
        endpoint: endpoints.unsetPermission,
        options,
        arguments: () => ({ role: [RoleId, role], permission: [Id, permission] }),
        request: (params) => ({ params }),
      }),
  };
}

/** Creates the methods of `admin.roles.restrictedFeatures`. */
export function createRestrictedFeatures(context: AdminContext): AdminRestrictedFeatures {
  return {
    list: (role, paging, options) =>
      createPageList(context, {
        endpoint: endpoints.listRestrictedFeatures,
        options,
        arguments: () => ({ role: [RoleId, role], paging: [Paging, paging] }),
        request: ({ role, paging }) => ({ params: { role }, query: paging }),
      }),
    restrict: async (role, features, options) => {
      const outcomes = await run(context, {
        endpoint: endpoints.restrictFeatures,
        options,
        arguments: () => ({ role: [RoleId, role], features: [Features, features] }),
        request: ({ role, features }) => ({ params: { role }, body: { featuresToRestrict: features } }),
      });
      return outcomes.map(({ key: feature, success, message }) => ({ feature, success, message }));
    },
    allow: (role, features, options) =>
      run(context, {
        endpoint: endpoints.allowFeatures,
        options,
        arguments: () => ({
          role: [RoleId, role],
          features: features === 'all' ? [z.literal('all'), features] : [Features, features],
        }),
        request: ({ role, features }) => ({
          params: { role },
          body: features === 'all' ? { allowAll: true } : { featuresToAllow: features },
        }),
      }),
  };
}
