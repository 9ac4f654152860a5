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
import { answer, notPost, refusal, report } from '../http-answer.js';
import { internalError, upstreamFailed } from '../http-answer-upstream.js';
import { isRewritten, readText } from '../request-body.js';
import type { Handler } from '../token-endpoint/handler.js';
import { applyChange, type SyncOutcome } from './apply.js';
import { type CheckedChange, checkChange, type UserChange } from './change.js';
import { inTurn } from './queue.js';
import { createSeenEvents } from './seen.js';
import { signedWith, type Verify } from './verify.js';

/** An event in the shape that Standard Webhooks recommends; your provider's own shape is what `map` declares. */
export interface StandardEvent {
  /** The type of the event, such as `user.created`. */
  readonly type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** The data of the event. */
  readonly data: { readonly [field: string]: unknown };
}

/** How a user sync endpoint is set up; either `secret` or `verify`. */
export interface UserSyncEndpointOptions<Event = StandardEvent> {
  /** The admin of your app, from `createAdmin`. */
  readonly admin: Pick<Admin, 'appId' | 'users'>;
  /**
   * The signing secret of a provider that signs by [Standard Webhooks](https://www.standardwebhooks.com), as `whsec_…`; several while one is
   * being replaced. A timestamp more than five minutes off is refused.
   */
  readonly secret?: string | readonly string[] | undefined;
  /** Checks a request in another way. The body is the text as it was sent. `false`, a throw or a rejection is answered with 401. */
  readonly verify?: ((request: Request, body: string) => boolean | Promise<boolean>) | undefined;
  /** Says what an event means, or `null` for one that means nothing here. The event is the parsed JSON body, of the shape that you say. */
  map(event: Event): UserChange | null | undefined | Promise<UserChange | null | undefined>;
  /**
   * Where it is kept which event of a user was the newest: three methods, sync or async. Default: the memory of this process, which forgets at a
   * restart. Deleted users are remembered there as well.
   */
  readonly storage?: SessionStorage | undefined;
  /** Is told what went wrong, for your log; no secret is in it. What it does changes no answer. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** A body larger than this is answered with 413. */
const MAX_BYTES = 262_144;

/**
 * Makes an endpoint for the webhooks of your identity provider or database: each event creates, updates, deactivates or erases one user of
 * CometChat. The end state is that of the newest events: one that comes twice, late or out of order changes nothing, and a user
 * who was deleted is not brought back by an older event. A ban and its end are told apart from changes of the profile: neither hides the other.
 * An event counts as done only when CometChat has done it.
 *
 * It answers 200 with `{ outcome }`; 401 for a wrong signature or an old timestamp, and nothing is done; 400 for a body that is
 * no JSON, 413 for one over 256 KB; 422 for a user with mistakes and 500 for other output of `map` that cannot be right; 502 or 503
 * with `Retry-After` where CometChat or the storage fails, so that the provider sends it again.
 *
 * Events of one user are done one after the other in this process. Instances that share a storage recognise each other's old and
 * repeated events; two different events of one user at the same moment in two instances may be done in either order.
 *
 * Throws a `CometChatException` (kind `config`) for options that cannot be right.
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
  const turns = inTurn();
  const warn = (error: unknown) => report(onError, error);

  function sync(change: CheckedChange, id: string): Promise<SyncOutcome> {
    return turns(change.uid, async () => {
      const before = await seenEvents.read(change.uid);
      if (before.ids.includes(id)) return 'repeated';
      const { outcome, seen } = await applyChange(admin.users, before, change);
      if (outcome !== 'old') await seenEvents.write(change.uid, { ...seen, ids: [...before.ids, id] });
      return outcome;
    });
  }

  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'POST') return notPost();
    const body = await readText(request, MAX_BYTES);
    if (body.problem === 'tooLarge') return refusal(413, 'BODY_TOO_LARGE', `The body is over ${MAX_BYTES} bytes.`);
    if (body.problem === 'broken') return refusal(400, 'BODY_UNREADABLE', 'The body ended early.');
    const isOriginal = !body.problem && !isRewritten(request);
    if (!isOriginal) warn(parsedBefore());
    if (body.problem || (!isOriginal && !options.verify)) return internalError();
    if (!(await isRight(verify, request, body.text, warn))) {
      return refusal(401, 'WRONG_SIGNATURE', 'The signature is wrong, or its timestamp is too old.');
    }
    const event = parse(body.text);
    if (!event) return refusal(400, 'BODY_UNREADABLE', 'The body is not JSON.');
    let checked: CheckedChange | undefined;
    try {
      const given = await options.map(event.json as Event);
      if (given === null || given === undefined) return answer(200, { outcome: 'ignored' });
      checked = checkChange(given);
      return answer(200, { outcome: await sync(checked, await idOf(request, body.text)) });
    } catch (error) {
      warn(error);
      // Before there is a change, it is the app's own function that failed.
      if (!checked || !isCometChatException(error)) return internalError();
      if (error.kind !== 'validation') return upstreamFailed(error);
      return refusal(422, 'INVALID_USER', 'The event was understood, but the user that it makes has mistakes.');
    }
  }

  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      warn(error);
      return internalError();
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

/** Checks the options, and gives the function that verifies requests. */
function verifierOf<Event>(options: UserSyncEndpointOptions<Event>): Verify {
  if (!isObject(options)) throw invalidOption('options', 'an object with admin, map, and secret or verify');
  return reading('The options', () => {
    checkOptionNames(options, OPTIONS, 'createUserSyncEndpoint');
    const { admin, map, storage, onError } = options;
    if (!admin?.users) throw invalidOption('admin', 'what createAdmin gives');
    if (!isFunction(map)) throw invalidOption('map', 'a function that gives a change');
    checkOption('storage', storage, isStorage, 'an object with getItem, setItem and removeItem');
    checkOption('onError', onError, isFunction, 'a function');
    return verifier(options);
  });
}

function verifier<Event>({ secret, verify }: UserSyncEndpointOptions<Event>): Verify {
  checkOption('verify', verify, isFunction, 'a function that gives true or false');
  if (Array.isArray(secret) && secret.length === 0) throw invalidOption('secret', 'one signing secret at least');
  if ((secret === undefined) === (verify === undefined)) {
    throw problem(
      'secret',
      'INVALID_OPTION',
      'Either secret or verify must be given: anybody could send events otherwise.',
    );
  }
  return verify ?? signedWith([secret ?? []].flat());
}

async function isRight(
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

/** What is signed is the bytes that were sent, and they are gone. */
function parsedBefore() {
  const message =
    'The body was parsed before: mount the endpoint before express.json(), or use express.raw({ type: () => true }) for it.';
  return problem('body', 'INVALID_OPTION', message);
}

function parse(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The provider's id of an event, and a digest of it where it has none: a repetition has the same body. */
async function idOf(request: Request, body: string): Promise<string> {
  const id = request.headers.get('webhook-id');
  if (id) return id.slice(0, 100);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
