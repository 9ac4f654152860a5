import * as z from 'zod/mini';
import { isCometChatException } from '../../errors/exception.js';
import { problem, refuse } from '../../errors/issue.js';
import type { SessionStorage } from '../../storage/storage.js';
import { invalidOption, isFunction, isObject, isStorage } from '../../transport/call-options.js';
import { TIMEOUT_MS } from '../../transport/send-options.js';
import type { ProfileInput } from '../../user/fields.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';
import type { Admin } from '../admin.js';
import { spellingsOf } from '../admin-parts.js';
import { checkOptions } from '../arguments.js';
import { callOnError, errorResponse, jsonResponse, methodNotAllowed } from '../http-response.js';
import type { NewUser } from '../resources/users/types.js';
import { Callback, custom, Flag } from '../schemas.js';
import { limitTime } from '../time-limit.js';
import { spellingOf } from '../uids/spelling.js';
import { failureResponse } from '../upstream-response.js';
import { createBreaker } from './breaker.js';
import { createTokenReuse, readReason, type TokenReuse } from './reuse.js';
import { createSingleFlight } from './single-flight.js';
import { createTokenSource, NOT_AVAILABLE } from './source.js';

/** The visitor, as your own session knows them. */
export interface Identity {
  /**
   * The uid of the user in CometChat. You can use the id from your database. CometChat ignores letter case: if two ids differ only in it, the
   * second one gets 422 and no token. `toUid` makes different uids of them.
   */
  readonly uid: string;
}

/** The user to create, with at least a name. The uid is the one from `authenticate`. */
export type Profile =
  | User
  | (ProfileInput & {
      /** Display name, 1–100 characters. */
      readonly name: string;
    });

/** Options of `createTokenEndpoint`. */
export interface TokenEndpointOptions<Visitor extends Identity = Identity> {
  /** The admin of your app, from `createAdmin`. Its `timeout` also limits `authenticate` and `profile`: after it, the response is 504. */
  readonly admin: Pick<Admin, 'appId' | 'authTokens' | 'users'> & Partial<Pick<Admin, 'timeout'>>;
  /**
   * Identifies the visitor by your own session cookie or bearer token; returns `null` for a visitor who is not logged in. The uid comes
   * only from here, and from nothing else that the visitor sends.
   */
  authenticate(request: Request): Visitor | null | undefined | Promise<Visitor | null | undefined>;
  /**
   * Returns the user to create if CometChat has no user with this uid yet. Without `profile`, no user is created, and the response for an
   * unknown user is 403.
   */
  readonly profile?: ((visitor: Visitor) => Profile | Promise<Profile>) | undefined;
  /**
   * Returns the same token to a user again for some time (`true`: for one hour). The service keeps only the 100 newest tokens of a user:
   * without `reuse`, many page loads can revoke the tokens of the user's other devices. The endpoint checks with CometChat each
   * time that the token is still valid. Clients that share a token log out together. Default `false`: a new token each time, except that
   * simultaneous requests of one user share one.
   */
  readonly reuse?: boolean | TokenReuse | undefined;
  /**
   * Serves requests from pages of other sites too. Default `false`: a request that the browser marks with `Sec-Fetch-Site: cross-site`
   * gets 403. Set it if your pages and this endpoint are on different sites, or for an app in a web view, and set up CORS.
   */
  readonly allowCrossSite?: boolean | undefined;
  /** Called with each error, for your log. The error contains no key or token. The function cannot change the response. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** A function from a request to its response. It never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/**
 * Creates an endpoint that gives the visitors of your app their auth tokens. It is a function from a `Request` to a `Response`: use it
 * directly with Hono, Next.js, Workers, Bun and Deno, and with `toNodeHandler` in Express. In the browser, `tokenFrom` calls it.
 *
 * The response to POST is `{ uid, authToken }`; 401 if `authenticate` returns `null`; 403 for a deactivated user, and for a request from
 * another site; 422 for a uid that came in another letter case before; 502 or 503 with `Retry-After` if CometChat refuses or fails; 504 if
 * `authenticate` or `profile` takes longer than the admin's `timeout`. No response may be cached. The endpoint requests the token first,
 * and creates the user only if CometChat does not know it. Simultaneous requests of one user share one token and one creation.
 *
 * If CometChat fails, all requests get 503 for one second. Then one request tries again, and the others wait for its outcome.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options.
 *
 * @example
 * const endpoint = createTokenEndpoint({
 *   admin,
 *   authenticate: async (request) => sessionOf(request), // { uid, name } or null
 *   profile: ({ name }) => ({ name }),
 * });
 * app.post('/api/cometchat-token', (c) => endpoint(c.req.raw)); // Hono
 */
export function createTokenEndpoint<Visitor extends Identity>(options: TokenEndpointOptions<Visitor>): Handler {
  const { reuse: reuseOptions, allowCrossSite } = checkOptions('createTokenEndpoint', Options, options);
  const { admin, profile, onError } = options;
  const timeout = admin.timeout ?? TIMEOUT_MS;
  const warn = (error: unknown) => callOnError(onError, error);
  const limit = <T>(name: string, work: () => T | Promise<T>) => limitTime(timeout, name, work, TOO_SLOW);
  const throughBreaker = createBreaker();
  const source = createTokenSource(admin, throughBreaker);
  const reuse = reuseOptions && createTokenReuse(admin, reuseOptions, throughBreaker, warn);
  const share = createSingleFlight<string>();
  const spellings = spellingsOf(admin);

  async function respond(request: Request): Promise<Response> {
    // Copy the request, because `authenticate` may read the body too.
    const copy = reuse && !request.bodyUsed ? request.clone() : undefined;
    const visitor = await limit('authenticate', () => options.authenticate(request));
    if (!visitor) return errorResponse(401, 'NOT_AUTHENTICATED', 'Log in to this app first.');
    refuse(uidIssues(visitor.uid));
    spellings.remember(spellingOf(visitor));
    const uid = normalizeUid(visitor.uid);
    const describe = profile && (async () => userOf(uid, await limit('profile', () => profile(visitor))));
    const reason = copy ? await limit('The body of the request', () => readReason(copy)) : 'login';
    // Requests share the token, so none of them can abort it: its visitor may leave while others wait.
    const createToken = () => source(uid, describe);
    const authToken = await (reuse ? reuse(uid, reason, createToken) : share(uid, createToken));
    return jsonResponse(200, { uid, authToken });
  }

  return async (request) => {
    try {
      if (request.method !== 'POST') return methodNotAllowed();
      if (!allowCrossSite && request.headers.get('sec-fetch-site') === 'cross-site') return crossSiteRefused();
      return await respond(request);
    } catch (error) {
      const isOurs = isCometChatException(error);
      if (isOurs && error.code === NOT_AVAILABLE) return errorResponse(403, NOT_AVAILABLE, error.message);
      // An abort only means that the visitor has disconnected.
      if (!isOurs || error.kind !== 'aborted') warn(error);
      if (isOurs && error.code === COLLISION) return errorResponse(422, COLLISION, COLLISION_MESSAGE);
      if (isOurs && error.code === TOO_SLOW) return errorResponse(504, TOO_SLOW, 'This server took too long.');
      // An invalid uid or profile is an error of the app, not of CometChat.
      return failureResponse(isOurs && error.kind === 'validation' ? undefined : error);
    }
  };
}

/** The code for a function of the app, or a body, that took longer than the timeout. */
const TOO_SLOW = 'INTERNAL_TIMEOUT';

/** The code for a uid that came in another letter case before. The message names no id: the other one is not the visitor's. */
const COLLISION = 'UID_COLLISION';
const COLLISION_MESSAGE = 'Another user of this app has the same user id in another letter case.';

function crossSiteRefused(): Response {
  const message = 'A page of another site sent this request. If that is intended, set allowCrossSite on the server.';
  return errorResponse(403, 'CROSS_SITE_REFUSED', message);
}

/** Returns the user to create. It must have the visitor's uid: a user with another uid would not help the visitor. */
function userOf(uid: string, given: Profile): NewUser {
  if (!isObject(given)) throw invalidOption('profile', 'a function that returns a user');
  if (given.uid !== undefined && normalizeUid(String(given.uid)) !== uid) {
    throw problem('uid', 'INVALID_UID', 'profile returned a user with another uid than authenticate.');
  }
  return Object.assign({}, given as ProfileInput & { readonly name: string }, { uid });
}

const DAY_MS = 86_400_000;

const Reuse = z.strictObject({
  maxAgeMs: z.optional(z.number().check(z.gte(1), z.lte(DAY_MS))),
  storage: z.optional(custom<SessionStorage>('storage', isStorage)),
} satisfies Record<keyof TokenReuse, z.ZodMiniType>);

/** `true` means the defaults, `false` means `undefined`. */
const ReuseOption = z.pipe(
  z.transform((reuse) => (reuse === true ? {} : reuse === false ? undefined : reuse)),
  z.optional(Reuse),
);

const Options = z.strictObject({
  admin: custom<Partial<Admin> | undefined>('admin', (admin) => isObject(admin?.authTokens) && isObject(admin?.users)),
  authenticate: custom('authenticate', isFunction),
  profile: z.optional(custom('profile', isFunction)),
  reuse: z.optional(ReuseOption),
  allowCrossSite: Flag,
  onError: Callback,
} satisfies Record<keyof TokenEndpointOptions, z.ZodMiniType>);
