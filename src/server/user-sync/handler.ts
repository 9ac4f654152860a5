import {
  CometChatException,
  type CometChatException as Exception,
  isCometChatException,
} from '../../errors/exception.js';
import { problem, refuse } from '../../errors/issue.js';
import { isShared } from '../../storage/shared-storage.js';
import { memoryStorage } from '../../storage/storage.js';
import { monotonicMs } from '../../transport/clock.js';
import { warnHooksOf } from '../admin-parts.js';
import { type CheckedChange, checkChange } from '../changes/change.js';
import { createKeyedQueue } from '../changes/keyed-queue.js';
import { callOnError, errorResponse, jsonResponse, methodNotAllowed } from '../http-response.js';
import { isRewritten, readText } from '../request-body.js';
import type { Handler } from '../token-endpoint/handler.js';
import { internalErrorResponse, upstreamErrorResponse } from '../upstream-response.js';
import { applyDue } from './apply.js';
import { type CheckedOptions, checkUserSyncOptions } from './checked-options.js';
import { idOf, parseEvents } from './event-body.js';
import type { StandardEvent, UserSyncEndpointOptions } from './options.js';
import { type MergeOutcome, mergeAndApply } from './ownership.js';
import { openRecords } from './records.js';
import { createRejections } from './rejections.js';
import { missingSecret } from './secrets.js';
import { hasBearer, type Verified, verifySignature } from './verify.js';

/** The outcome of an event. */
export type SyncOutcome =
  | MergeOutcome
  /** `map` returned `null`. */
  | 'ignored'
  /** The event failed too often; `onRejected` has it. */
  | 'rejected';

/**
 * Creates an endpoint for the webhooks of your identity provider or database: each event creates, updates, deactivates or erases users of
 * CometChat. The newest event of a user wins: repeated, late or out-of-order events change nothing, and an older event does not bring back
 * a deleted user. Deactivations have a time of their own: a change of the profile does not hide a ban, and a ban does not hide a change.
 * An event counts as processed only after CometChat has confirmed it.
 *
 * With a storage that has `compareAndSet`, such as `redisStorage` and `postgresStorage`, any number of instances may run. Otherwise run one
 * instance only; the endpoint tells `hooks.onWarning` of the admin so, once.
 *
 * The response is 200 with `{ outcome }`, or `{ outcomes }` if `map` returned a list; 401 for a wrong signature or an old timestamp, and
 * nothing changes; 400 for a body that is not JSON; 413 for a body over 256 KB; 422 if `map` returned an invalid change or user; 500 if
 * `map` threw or the secret is missing; 502 or 503 with `Retry-After` if CometChat or the storage fails, so that the provider sends the
 * event again.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options.
 *
 * @example
 * const endpoint = createUserSyncEndpoint({ admin, provider: 'clerk', secret: process.env.CLERK_WEBHOOK_SIGNING_SECRET });
 */
export function createUserSyncEndpoint<Event = StandardEvent>(options: UserSyncEndpointOptions<Event>): Handler {
  const checked = checkUserSyncOptions(options);
  const { admin, maxBytes } = checked;
  const storage = checked.storage ?? memoryStorage();
  const ownership = {
    records: openRecords(storage, admin.appId, checked.keepErasedFor),
    apply: (uid: string, record: Parameters<typeof applyDue>[2]) => applyDue(admin.sync, uid, record),
    lease: checked.lease,
    now: monotonicMs,
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    newMark: newMark,
  };
  const enqueue = createKeyedQueue();
  const warn = (error: unknown) => callOnError(checked.onError, error);
  const reject = createRejections(checked, storage, warn);
  let mustWarn = !isShared(storage);

  /** Applies the changes of one event. Changes of one user are applied in their order. */
  async function applyAll(changes: readonly CheckedChange[], id: string): Promise<MergeOutcome[]> {
    const isOne = changes.length === 1;
    const work = changes.map((change, index) =>
      enqueue(change.uid, () => mergeAndApply(ownership, change, isOne ? id : `${id}#${index}`)),
    );
    const results = await Promise.allSettled(work);
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    // If another try may help, the event must come again, whatever else failed.
    if (errors.length > 0) throw errors.find((error) => isCometChatException(error) && error.retryable) ?? errors[0];
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  async function applyEvent(event: unknown, id: string): Promise<Response> {
    let given: unknown;
    try {
      given = await checked.map(event);
    } catch (error) {
      return reject({ event, id, error, response: internalErrorResponse() });
    }
    const isList = Array.isArray(given);
    const wanted = [given].flat().filter((change) => change !== null && change !== undefined);
    if (wanted.length === 0) return jsonResponse(200, { outcome: 'ignored' satisfies SyncOutcome });
    try {
      const outcomes = await applyAll(wanted.map(checkWhole), id);
      return jsonResponse(200, isList ? { outcomes } : { outcome: outcomes[0] });
    } catch (error) {
      return reject({ event, id, error, response: failureOf(error) });
    }
  }

  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'POST') return methodNotAllowed();
    if (!checked.verify && checked.secrets.length === 0)
      return reject({ event: undefined, id: undefined, error: missingSecret(), response: internalErrorResponse() });
    const body = await readText(request, maxBytes);
    if (body.problem === 'tooLarge') {
      warn(bodyError('BODY_TOO_LARGE', `The body is over ${maxBytes} bytes.`));
      return errorResponse(413, 'BODY_TOO_LARGE', `The body is over ${maxBytes} bytes.`);
    }
    if (body.problem === 'broken') {
      warn(bodyError('BODY_UNREADABLE', 'The body ended early.'));
      return errorResponse(400, 'BODY_UNREADABLE', 'The body ended early.');
    }
    const isOriginal = !body.problem && !isRewritten(request);
    if (!isOriginal) warn(bodyWasParsed());
    if (body.problem || (!isOriginal && !checked.verify)) return internalErrorResponse();
    const verified = await verifyRequest(checked, request, body.text, warn);
    if (!verified) return errorResponse(401, 'WRONG_SIGNATURE', 'The signature is wrong, or its timestamp is too old.');
    const id = await idOf(verified.id, request, body.text);
    const parsed = parseEvents(body.text);
    if (parsed) return applyEvent(parsed.event, id);
    const error = bodyError('BODY_UNREADABLE', 'The body is not JSON.');
    return reject({ event: body.text, id, error, response: errorResponse(400, 'BODY_UNREADABLE', error.message) });
  }

  return async (request) => {
    if (mustWarn) {
      mustWarn = false;
      warnHooksOf(admin, ONE_INSTANCE);
    }
    try {
      return await handle(request);
    } catch (error) {
      warn(error);
      return internalErrorResponse();
    }
  };
}

const ONE_INSTANCE =
  'The storage of the user sync endpoint has no compareAndSet, so run one instance only. With redisStorage or postgresStorage any number of instances may run.';

/** A random name: it only has to differ from the names of other marks. */
function newMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Verifies a request; `undefined` if it is not genuine. */
async function verifyRequest(
  { verify, secrets, acceptsBearer }: CheckedOptions,
  request: Request,
  body: string,
  warn: (error: unknown) => void,
): Promise<Verified | undefined> {
  try {
    if (verify) return (await verify(request, body)) === true ? {} : undefined;
    if (acceptsBearer && (await hasBearer(secrets, request))) return {};
    return verifySignature(secrets, request, body);
  } catch (error) {
    warn(error);
    return undefined;
  }
}

/** Checks a change completely: nothing may be stored of an event that cannot be applied. */
function checkWhole(given: unknown): CheckedChange {
  const change = checkChange(given);
  if (change.action === 'ensure') refuse(change.user.validate('create'));
  return change;
}

/** The fields of a change that are not fields of a user. */
const CHANGE_FIELDS = ['action', 'user', 'at', 'reactivate'];

/** The response for a change that is invalid, or that could not be applied. */
function failureOf(error: unknown): Response {
  if (!isCometChatException(error)) return internalErrorResponse();
  if (error.kind !== 'validation') return upstreamErrorResponse(error);
  const isUser = !CHANGE_FIELDS.some((field) => error.details && Object.hasOwn(error.details, field));
  return isUser
    ? errorResponse(422, 'INVALID_USER', 'The event is valid, but its user is not.')
    : errorResponse(422, 'INVALID_CHANGE', 'The event is valid, but not the change that map made of it.');
}

function bodyError(code: 'BODY_TOO_LARGE' | 'BODY_UNREADABLE', message: string): Exception {
  return new CometChatException({ code, kind: 'validation', message });
}

/** The signature covers the original bytes, which a body parser has discarded. */
function bodyWasParsed(): Exception {
  const message =
    'The body was already parsed: mount the endpoint before express.json(), or use express.raw({ type: () => true }) for it.';
  return problem('body', 'INVALID_OPTION', message);
}
