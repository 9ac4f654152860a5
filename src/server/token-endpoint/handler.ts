import * as z from 'zod/mini';
import { isCometChatException } from '../../errors/exception.js';
import { problem, refuse } from '../../errors/issue.js';
import type { SessionStorage } from '../../storage/storage.js';
import { invalidOption, isFunction, isObject, isStorage } from '../../transport/call-options.js';
import type { ProfileInput } from '../../user/fields.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import type { User } from '../../user/user.js';
import type { Admin } from '../admin.js';
import { checkOptions } from '../arguments.js';
import { answer, notPost, refusal, report } from '../http-answer.js';
import { failed } from '../http-answer-upstream.js';
import type { NewUser } from '../resources/users/types.js';
import { Callback, given } from '../schemas.js';
import { createTokenReuse, readReason, type TokenReuse } from './reuse.js';
import { createTokenSource, NOT_AVAILABLE } from './source.js';

/** Who is asking, by your own session. */
export interface Identity {
  /** The user's uid in CometChat; the database's own id will do. */
  readonly uid: string;
}

/** A user to create: a name at least. The uid is the visitor's. */
export type Profile =
  | User
  | (ProfileInput & {
      /** Display name, 1–100 characters. */
      readonly name: string;
    });

/** How a token endpoint is set up. */
export interface TokenEndpointOptions<Who extends Identity = Identity> {
  /** The admin of your app, from `createAdmin`. */
  readonly admin: Pick<Admin, 'appId' | 'authTokens' | 'users'>;
  /**
   * Who is asking, by your own session cookie or bearer token; `null` for nobody. The uid comes from here and from nothing
   * that the visitor sent.
   */
  authenticate(request: Request): Who | null | undefined | Promise<Who | null | undefined>;
  /**
   * The user to create where CometChat has none yet, of the uid that `authenticate` gave. Without it nobody is created, and an
   * unknown user is answered with 403.
   */
  readonly profile?: ((who: Who) => Profile | Promise<Profile>) | undefined;
  /**
   * Gives a user the same token again for a time (`true`: for an hour), so that page loads do not push out the tokens of the
   * user's other devices, of which the service keeps a hundred. CometChat is asked each time whether the token is still good. Who
   * shares a token is logged out together. Default `false`: a new one each time.
   */
  readonly reuse?: boolean | TokenReuse | undefined;
  /** Is told what went wrong, for your log; no key or token is in it. What it does changes no answer. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** Answers a request. It never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/**
 * Makes an endpoint that gives the visitors of your app their auth tokens: a function of a `Request` to a `Response`, for Hono,
 * Next.js, Workers, Bun and Deno as it is, and for Express with `toNodeHandler`. In the browser, `tokenFrom` asks it.
 *
 * It answers POST with `{ uid, authToken }`; 401 where `authenticate` gives `null`; 403 for a deactivated user; 502 or 503 with
 * `Retry-After` where CometChat refuses or fails. Nothing may be cached. The token is asked for first: the user is created only
 * where CometChat does not know it, once however many requests wait for it.
 *
 * Throws a `CometChatException` (kind `config`) for options that cannot be right.
 *
 * @example
 * const endpoint = createTokenEndpoint({
 *   admin,
 *   authenticate: async (request) => sessionOf(request), // { uid, name } or null
 *   profile: ({ name }) => ({ name }),
 * });
 * app.post('/api/cometchat-token', (c) => endpoint(c.req.raw)); // Hono
 */
export function createTokenEndpoint<Who extends Identity>(options: TokenEndpointOptions<Who>): Handler {
  const reuseOptions = checkOptions('createTokenEndpoint', Options, options).reuse;
  const { admin, profile, onError } = options;
  const warn = (error: unknown) => report(onError, error);
  const source = createTokenSource(admin);
  const reuse = reuseOptions && createTokenReuse(admin, reuseOptions, warn);

  async function give(request: Request): Promise<Response> {
    // A copy, because `authenticate` may read the body as well.
    const copy = reuse && !request.bodyUsed ? request.clone() : undefined;
    const who = await options.authenticate(request);
    if (!who) return refusal(401, 'NOT_AUTHENTICATED', 'Log in to this app first.');
    refuse(uidIssues(who.uid));
    const uid = normalizeUid(who.uid);
    const describe = profile && (async () => userOf(uid, await profile(who)));
    // A token that is kept may be what others wait for, whoever went away.
    const make = () => source(uid, describe, reuse ? undefined : request.signal);
    const authToken = reuse ? await reuse(uid, copy ? await readReason(copy) : 'login', make) : await make();
    return answer(200, { uid, authToken });
  }

  return async (request) => {
    try {
      return request.method === 'POST' ? await give(request) : notPost();
    } catch (error) {
      const known = isCometChatException(error);
      if (known && error.code === NOT_AVAILABLE) return refusal(403, NOT_AVAILABLE, error.message);
      // The visitor went away, which is no error of anybody.
      if (!known || error.kind !== 'aborted') warn(error);
      // The app's own mistakes are not CometChat's: a uid or a profile that cannot be right.
      return failed(known && error.kind === 'validation' ? undefined : error);
    }
  };
}

/** The user to create. Its uid is the visitor's; another one would be created in vain. */
function userOf(uid: string, given: Profile): NewUser {
  if (!isObject(given)) throw invalidOption('profile', 'a function that gives a user');
  if (given.uid !== undefined && normalizeUid(String(given.uid)) !== uid) {
    throw problem('uid', 'INVALID_UID', 'profile gave a user of another uid than authenticate did.');
  }
  return Object.assign({}, given as ProfileInput & { readonly name: string }, { uid });
}

const DAY_MS = 86_400_000;

const Reuse = z.strictObject({
  maxAgeMs: z.optional(z.number().check(z.gte(1), z.lte(DAY_MS))),
  storage: z.optional(given<SessionStorage>('storage', isStorage)),
} satisfies Record<keyof TokenReuse, z.ZodMiniType>);

/** `true` stands for the defaults. Gives `undefined` for `false`. */
const ReuseOption = z.pipe(
  z.transform((reuse) => (reuse === true ? {} : reuse === false ? undefined : reuse)),
  z.optional(Reuse),
);

const Options = z.strictObject({
  admin: given<Partial<Admin> | undefined>('admin', (admin) => isObject(admin?.authTokens) && isObject(admin?.users)),
  authenticate: given('authenticate', isFunction),
  profile: z.optional(given('profile', isFunction)),
  reuse: z.optional(ReuseOption),
  onError: Callback,
} satisfies Record<keyof TokenEndpointOptions, z.ZodMiniType>);
