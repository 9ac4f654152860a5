import * as z from 'zod/mini';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { fitsRequest, JsonObject, notEmpty, Paging, RoleId, text, textOrEmpty } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import { createPermissions, createRestrictedFeatures } from './rights.js';
import type { AdminRoles } from './types.js';

const Name = text(100);
const Description = textOrEmpty(255);
const Audience = z.optional(z.enum(['all', 'friendsOnly']));
const Settings = z.strictObject({ listUsers: Audience, sendMessagesTo: Audience });

const RoleInput = z
  .strictObject({
    role: RoleId,
    name: Name,
    description: z.optional(Description),
    metadata: z.optional(JsonObject),
    settings: z.optional(Settings),
  })
  .check(fitsRequest);

const RoleChanges = z
  .strictObject({
    name: z.optional(Name),
    description: z.nullish(Description),
    metadata: z.nullish(JsonObject),
    settings: z.nullish(Settings),
  })
  .check(notEmpty, fitsRequest);

/** Creates the methods of `admin.roles`. */
export function createRoles(context: AdminContext): AdminRoles {
  return {
    create: (role, options) =>
      run(context, {
        endpoint: endpoints.createRole,
        options,
        arguments: () => ({ role: [RoleInput, role] }),
        request: ({ role }) => ({ body: role }),
      }),
    get: (role, options) =>
      run(context, {
        endpoint: endpoints.getRole,
        options,
        arguments: () => ({ role: [RoleId, role] }),
        request: (params) => ({ params }),
      }),
    list: (paging, options) =>
      createPageList(context, {
        endpoint: endpoints.listRoles,
        options,
        arguments: () => ({ paging: [Paging, paging] }),
        request: ({ paging }) => ({ query: paging }),
      }),
    update: (role, changes, options) =>
      run(context, {
        endpoint: endpoints.updateRole,
        options,
        arguments: () => ({ role: [RoleId, role], changes: [RoleChanges, changes] }),
        request: ({ role, changes }) => ({ params: { role }, body: updateBody(changes) }),
      }),
    delete: (role, options) =>
      run(context, {
        endpoint: endpoints.deleteRole,
        options,
        arguments: () => ({ role: [RoleId, role] }),
        request: (params) => ({ params }),
      }),
    permissions: createPermissions(context),
    restrictedFeatures: createRestrictedFeatures(context),
  };
}

/** The service clears the fields that `unset` names. */
function updateBody(changes: z.output<typeof RoleChanges>): object {
  const fields = Object.entries(changes);
  const unset = fields.filter(([, value]) => value === null).map(([name]) => name);
  const set = Object.fromEntries(fields.filter(([, value]) => value !== null));
  return { ...set, ...(unset.length > 0 && { unset }) };
}
