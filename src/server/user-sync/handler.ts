import { isCometChatException } from '../../errors/exception.js';
import { problem } from '../../errors/issue.js';
import type { OptionNames } from '../../errors/option-names.js';
import { memoryStorage, type SessionStorage } from '../../storage/storage.js';
import {
  checkOption,
  checkOptionNames,
  invalidOption,
  isFunction,
  isObject,
  isStorage,
  reading,
} from '../../transport/call-options.js';
import type { Admin } from '../admin.js';
import { type CheckedChange, checkChange, type UserChange } from '../changes/change.js';
import { createKeyedQueue } from '../changes/keyed-queue.js';
import { callOnError, errorResponse, jsonResponse, methodNotAllowed } from '../http-response.js';
import { isRewritten, readText } from '../request-body.js';
import type { Handler } from '../token-endpoint/handler.js';
import { internalErrorResponse, upstreamErrorResponse } from '../upstream-response.js';
import { applyEvent, type SyncOutcome } from './apply.js';
import { createSeenEvents } from './seen.js';
import { signedWith, type Verify } from './verify.js';

/** An event in the shape that Standard Webhooks recommends. If your provider uses another shape, declare it as the parameter of `map`. */
export interface StandardEvent {
  /** The type of the event, such as `user.created`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** The data of the event. */
  readonly data: { readonly [field: string]: unknown };
}

/** Options of `createUserSyncEndpoint`. Give either `secret` or `verify`. */
export interface UserSyncEndpointOptions<Event = StandardEvent> {
  /** The admin of your app, from `createAdmin`. */
  readonly admin: Pick<Admin, 'appId' | 'sync' | 'users'>;
  /**
   * The signing secret, such as `whsec_…`, of a provider that follows [Standard Webhooks](https://www.standardwebhooks.com). Give several
   * while you replace one. A request is refused if its timestamp is more than five minutes in the past or in the future.
   */
  readonly secret?: string | readonly string[] | undefined;
  /** Checks a request in another way. `body` is the original text. If it returns `false`, throws or rejects, the response is 401. */
  readonly verify?: ((request: Request, body: string) => boolean | Promise<boolean>) | undefined;
  /** Returns the change that an event means, or `null` to ignore the event. The event is the parsed JSON body; its type is the one that you declare. */
  map(event: Event): UserChange | null | undefined | Promise<UserChange | null | undefined>;
  /**
   * The storage for the newest event of each user, and for deleted users: three methods, sync or async. Default: the memory of this process,
   * which is lost at a restart.
   */
  readonly storage?: SessionStorage | undefined;
  /** Called with each error, for your log. The error contains no secret. The function cannot change the response. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** The response to a larger body is 413. */
const MAX_BYTES = 262_144;

/**
 * Creates an endpoint for the webhooks of your identity provider or database: each event creates, updates, deactivates or erases one user of
 * CometChat. The newest event of a user wins: repeated, late or out-of-order events change nothing, and an older event does not bring back
 * a deleted user. Deactivations have a time of their own: a change of the profile does not hide a ban, and a ban does not hide a change.
 * An event counts as processed only after CometChat has confirmed it.
 *
 * The response is 200 with `{ outcome }`; 401 for a wrong signature or an old timestamp, and nothing changes; 400 for a body that is
 * not JSON; 413 for a body over 256 KB; 422 for an invalid user; 500 for any other invalid result of `map`; 502 or 503
 * with `Retry-After` if CometChat or the storage fails, so that the provider sends the event again.
 *
 * This process handles the events of one user one after the other. Instances that share a storage recognise each other's old and
 * repeated events. If two instances get different events of one user at the same moment, either event may come first.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options.
 *
 * @example
 * const endpoint = createUserSyncEndpoint({
 *   admin,
 *   secret: process.env.WEBHOOK_SECRET,
 *   map: ({ type, data, timestamp: at }: { type: string; timestamp: string; data: { id: string; name: string } }) =>
 *     type === 'user.deleted'
 *       ? { action: 'erase', uid: data.id, at }
 *       : { action: 'ensure', user: { uid: data.id, name: data.name }, at },
 * });
 */
export function createUserSyncEndpoint<Event = StandardEvent>(options: UserSyncEndpointOptions<Event>): Handler {
  const verify = verifierOf(options);
  const { admin, onError } = options;
  const seenEvents = createSeenEvents(options.storage ?? memoryStorage(), admin.appId);
  const enqueue = createKeyedQueue();
  const warn = (error: unknown) => callOnError(onError, error);

  function sync(change: CheckedChange, id: string): Promise<SyncOutcome> {
    return enqueue(change.uid, async () => {
      const before = await seenEvents.read(change.uid);
      if (before.ids.includes(id)) return 'repeated';
      const { outcome, seen } = await applyEvent(admin, before, change);
      if (outcome !== 'old') await seenEvents.write(change.uid, { ...seen, ids: [...before.ids, id] });
      return outcome;
    });
  }

  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'POST') return methodNotAllowed();
    const body = await readText(request, MAX_BYTES);
    if (body.problem === 'tooLarge')
      return errorResponse(413, 'BODY_TOO_LARGE', `The body is over ${MAX_BYTES} bytes.`);
    if (body.problem === 'broken') return errorResponse(400, 'BODY_UNREADABLE', 'The body ended early.');
    const isOriginal = !body.problem && !isRewritten(request);
    if (!isOriginal) warn(bodyWasParsed());
    if (body.problem || (!isOriginal && !options.verify)) return internalErrorResponse();
    if (!(await isVerified(verify, request, body.text, warn))) {
      return errorResponse(401, 'WRONG_SIGNATURE', 'The signature is wrong, or its timestamp is too old.');
    }
    const event = parse(body.text);
    if (!event) return errorResponse(400, 'BODY_UNREADABLE', 'The body is not JSON.');
    let checked: CheckedChange | undefined;
    try {
      const given = await options.map(event.json as Event);
      if (given === null || given === undefined) return jsonResponse(200, { outcome: 'ignored' });
      checked = checkChange(given);
      return jsonResponse(200, { outcome: await sync(checked, await idOf(request, body.text)) });
    } catch (error) {
      warn(error);
      // Without a checked change, the app's `map` is the one that failed.
      if (!checked || !isCometChatException(error)) return internalErrorResponse();
      if (error.kind !== 'validation') return upstreamErrorResponse(error);
      return errorResponse(422, 'INVALID_USER', 'The event is valid, but its user is not.');
    }
  }

  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      warn(error);
      return internalErrorResponse();
    }
  };
}

const OPTIONS = {
  admin: true,
  secret: true,
  verify: true,
  map: true,
  storage: true,
  onError: true,
} as const satisfies OptionNames<UserSyncEndpointOptions>;

/** Checks the options, and returns the function that verifies requests. */
function verifierOf<Event>(options: UserSyncEndpointOptions<Event>): Verify {
  if (!isObject(options)) throw invalidOption('options', 'an object with admin, map, and secret or verify');
  return reading('The options', () => {
    checkOptionNames(options, OPTIONS, 'createUserSyncEndpoint');
    const { admin, map, storage, onError } = options;
    if (!admin?.users || !admin.sync) throw invalidOption('admin', 'an admin that createAdmin returned');
    if (!isFunction(map)) throw invalidOption('map', 'a function that returns a change');
    checkOption('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
    checkOption('onError', onError, isFunction, 'a function');
    return verifier(options);
  });
}

function verifier<Event>({ secret, verify }: UserSyncEndpointOptions<Event>): Verify {
  checkOption('verify', verify, isFunction, 'a function that returns true or false');
  if (Array.isArray(secret) && secret.length === 0) throw invalidOption('secret', 'at least one signing secret');
  if ((secret === undefined) === (verify === undefined)) {
    throw problem('secret', 'INVALID_OPTION', 'Give either secret or verify: without them, anybody could send events.');
  }
  return verify ?? signedWith([secret ?? []].flat());
}

async function isVerified(
  verify: Verify,
  request: Request,
  body: string,
  warn: (error: unknown) => void,
): Promise<boolean> {
  try {
    return (await verify(request, body)) === true;
  } catch (error) {
    warn(error);
    return false;
  }
}

/** The signature covers the original bytes, which a body parser has discarded. */
function bodyWasParsed() {
  const message =
    'The body was already parsed: mount the endpoint before express.json(), or use express.raw({ type: () => true }) for it.';
  return problem('body', 'INVALID_OPTION', message);
}

function parse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Returns the provider's id of an event. Without one, a digest of the body identifies it: a repeated event has the same body. */
async function idOf(request: Request, body: string): Promise<string> {
  const id = request.headers.get('webhook-id');
  if (id) return id.slice(0, 100);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
