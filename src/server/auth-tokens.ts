import { refuse } from '../errors/issue.js';
import type { CallOptions, MoreOptions } from '../transport/call-options.js';
import type { User } from '../user/user.js';
import { checkSize, flagIssues, type Issues, readFields, readId, readUid, report } from './arguments.js';
import type { AdminCall, AdminContext } from './context.js';
import * as operations from './operations/auth-tokens.js';
import type { AdminEndpoint } from './operations/results.js';
import { createPageList } from './page-list.js';
import type { PageList, Paging } from './page-types.js';
import { json, PAGING, text } from './rules.js';

/** An auth token of a user: who has it is that user. Times are Unix seconds. */
export interface AuthToken {
  readonly uid: string;
  readonly authToken: string;
  readonly createdAt?: number;
  readonly platform?: string;
  readonly userAgent?: string;
  /** As an object, which the service takes it as and gives back as text; as text where that is no JSON object. */
  readonly appInfo?: Readonly<Record<string, unknown>> | string;
}

/** What can be said of the device that uses a token. */
export interface DeviceInput {
  readonly platform?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly appInfo?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of `authTokens.create`. */
export interface CreateAuthTokenOptions extends CallOptions {
  /** Asks for a new token, where the service might give one again. Sent only where it is said. */
  readonly force?: boolean | undefined;
}

/**
 * The auth tokens of an app's users. The 100 newest of each user are valid and do not expire. Source: the REST page on
 * [auth tokens](https://www.cometchat.com/docs/rest-api/auth-tokens).
 */
export interface AdminAuthTokens {
  /** Makes a token. Rejects with `ERR_UID_NOT_FOUND`, also for a deactivated user. */
  create(uid: string | User, options?: CreateAuthTokenOptions): Promise<AuthToken>;
  /** Reads a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  get(uid: string | User, authToken: string, options?: CallOptions): Promise<AuthToken>;
  /** Lists a user's tokens. */
  list(uid: string | User, paging?: Paging, options?: CallOptions): PageList<AuthToken>;
  /** Says which device uses a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  update(uid: string | User, authToken: string, device: DeviceInput, options?: CallOptions): Promise<AuthToken>;
  /** Revokes a token. Rejects with `ERR_AUTH_TOKEN_NOT_FOUND`. */
  delete(uid: string | User, authToken: string, options?: CallOptions): Promise<void>;
  /** Revokes every token of a user: signs it out everywhere. */
  flush(uid: string | User, options?: CallOptions): Promise<void>;
}

const CREATE_AUTH_TOKEN = {
  name: operations.createAuthToken.name,
  options: { force: true } satisfies MoreOptions<CreateAuthTokenOptions>,
};

/** The auth tokens of an app's users. */
export function createAuthTokens(context: AdminContext): AdminAuthTokens {
  const { perform, send } = context;

  /** Runs what concerns one token. */
  function withToken<T>(
    operation: AdminEndpoint<T>,
    [uid, authToken]: readonly [unknown, unknown],
    options: CallOptions | undefined,
    more: (issues: Issues) => Partial<AdminCall>,
  ): Promise<T> {
    return perform(operation.name, options, async (deadline) => {
      const issues: Issues = [];
      const params = { uid: readUid(issues, uid), authToken: readId(issues, authToken, 'authToken') };
      const call = more(issues);
      refuse(issues);
      return send(operation, { ...call, params, uid: params.uid, secret: params.authToken, deadline });
    });
  }

  return {
    create: (uid, options) =>
      perform(CREATE_AUTH_TOKEN, options, async (deadline) => {
        const issues: Issues = flagIssues(options, 'force');
        const params = { uid: readUid(issues, uid) };
        refuse(issues);
        const force = options?.force;
        return send(operations.createAuthToken, {
          params,
          uid: params.uid,
          body: force === undefined ? undefined : { force },
          deadline,
        });
      }),
    get: (uid, authToken, options) => withToken(operations.getAuthToken, [uid, authToken], options, () => ({})),
    list: (uid, paging, options) =>
      createPageList(context, operations.listAuthTokens, options, () => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        const query = readFields(issues, paging, 'paging', PAGING);
        refuse(issues);
        return { params, uid: params.uid, query };
      }),
    update: (uid, authToken, device, options) =>
      withToken(operations.updateAuthToken, [uid, authToken], options, (issues) => {
        const body = readFields(issues, device, 'device', DEVICE);
        if (Object.keys(body).length === 0 && issues.length === 0) report(issues, 'device', 'something to say');
        checkSize(issues, body, 'device');
        return { body };
      }),
    delete: (uid, authToken, options) => withToken(operations.deleteAuthToken, [uid, authToken], options, () => ({})),
    flush: (uid, options) =>
      perform(operations.flushAuthTokens.name, options, async (deadline) => {
        const issues: Issues = [];
        const params = { uid: readUid(issues, uid) };
        refuse(issues);
        await send(operations.flushAuthTokens, { params, deadline });
      }),
  };
}

const DEVICE = { platform: text(), userAgent: text(), appInfo: json };
