import * as z from 'zod/mini';
import type { MoreOptions } from '../../../transport/call-options.js';
import type { AdminContext } from '../../context.js';
import { createPageList } from '../../page-list.js';
import { run } from '../../run.js';
import { Flag, fitsRequest, Id, JsonObject, notEmpty, Paging, text, Uid } from '../../schemas.js';
import * as endpoints from './endpoints.js';
import type { AdminAuthTokens, CreateAuthTokenOptions } from './types.js';

const Device = z
  .strictObject({
    platform: z.optional(text()),
    userAgent: z.optional(text()),
    appInfo: z.optional(JsonObject),
  })
  .check(notEmpty, fitsRequest);

const CREATE_OPTIONS = { force: true } satisfies MoreOptions<CreateAuthTokenOptions>;

/** Creates the methods of `admin.authTokens`. */
export function createAuthTokens(context: AdminContext): AdminAuthTokens {
  return {
    create: (uid, options) =>
      run(context, {
        endpoint: endpoints.createAuthToken,
        options,
        moreOptions: CREATE_OPTIONS,
        arguments: () => ({ uid: [Uid, uid], force: [Flag, options?.force] }),
        request: ({ uid, force }) => ({ params: { uid }, uid, body: force === undefined ? undefined : { force } }),
      }),
    get: (uid, authToken, options) =>
      run(context, {
        endpoint: endpoints.getAuthToken,
        options,
        arguments: () => ({ uid: [Uid, uid], authToken: [Id, authToken] }),
        request: (params) => ({ params, uid: params.uid, secret: params.authToken }),
      }),
    list: (uid, paging, options) =>
      createPageList(context, {
        endpoint: endpoints.listAuthTokens,
        options,
        arguments: () => ({ uid: [Uid, uid], paging: [Paging, paging] }),
        request: ({ uid, paging }) => ({ params: { uid }, uid, query: paging }),
      }),
    update: (uid, authToken, device, options) =>
      run(context, {
        endpoint: endpoints.updateAuthToken,
        options,
        arguments: () => ({ uid: [Uid, uid], authToken: [Id, authToken], device: [Device, device] }),
        request: ({ device, ...params }) => ({ params, uid: params.uid, secret: params.authToken, body: device }),
      }),
    delete: (uid, authToken, options) =>
      run(context, {
        endpoint: endpoints.deleteAuthToken,
        options,
        arguments: () => ({ uid: [Uid, uid], authToken: [Id, authToken] }),
        request: (params) => ({ params, uid: params.uid, secret: params.authToken }),
      }),
    flush: (uid, options) =>
      run(context, {
        endpoint: endpoints.flushAuthTokens,
        options,
        arguments: () => ({ uid: [Uid, uid] }),
        request: (params) => ({ params }),
      }),
  };
}
