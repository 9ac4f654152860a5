import * as z from 'zod/mini';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Id, notEmpty, text } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import type { AdminApiKeys } from './types.js';

const Name = text(100);
const Scope = z.enum(['authOnly', 'fullAccess']);
const KeyInput = z.strictObject({ name: Name, scope: z._default(Scope, 'authOnly') });
const KeyChanges = z.strictObject({ name: z.optional(Name), scope: z.optional(Scope) }).check(notEmpty);
const KeyFilter = z.strictObject({ scope: z.optional(Scope), searchKey: z.optional(text()) });

/** Creates the methods of `admin.apiKeys`. */
export function createApiKeys(context: AdminContext): AdminApiKeys {
  return {
    create: (key, options) =>
      run(context, {
        endpoint: endpoints.createApiKey,
        options,
        arguments: () => ({ key: [KeyInput, key] }),
        request: ({ key }) => ({ body: key }),
      }),
    get: (apiKey, options) =>
      run(context, {
        endpoint: endpoints.getApiKey,
        options,
        arguments: () => ({ apiKey: [Id, apiKey] }),
        request: ({ apiKey }) => ({ params: { apiKey }, secret: apiKey }),
      }),
    list: (filter, options) =>
      createPageList(context, {
        endpoint: endpoints.listApiKeys,
        options,
        arguments: () => ({ filter: [KeyFilter, filter] }),
        request: ({ filter }) => ({ query: filter }),
      }),
    update: (apiKey, changes, options) =>
      run(context, {
        endpoint: endpoints.updateApiKey,
        options,
        arguments: () => ({ apiKey: [Id, apiKey], changes: [KeyChanges, changes] }),
        request: ({ apiKey, changes }) => ({ params: { apiKey }, secret: apiKey, body: changes }),
      }),
    delete: (apiKey, options) =>
      run(context, {
        endpoint: endpoints.deleteApiKey,
        options,
        arguments: () => ({ apiKey: [Id, apiKey] }),
        request: ({ apiKey }) => ({ params: { apiKey }, secret: apiKey }),
      }),
  };
}
