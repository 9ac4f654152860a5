import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import { type Attempts, attempt, type Progress } from './attempt.js';
import { elapsedMs, monotonicMs } from './clock.js';
import type { Deadline } from './deadline.js';
import type { Fetch } from './exchange.js';
import { type Hooks, tell } from './hooks.js';
import type { Hosts } from './hosts.js';
import { fillPath, type Operation } from './operation.js';
import { safeCause } from './redact.js';
import { repeat } from './repeat.js';

/** How a transport is set up. */
export interface TransportOptions {
  readonly hosts: Hosts;
  /** Headers that say which app and which SDK; the calls host gets none of them. */
  readonly identity: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Bytes that the body of a response may have. */
  readonly maxResponseBytes: number;
  /** Further attempts after the first. */
  readonly retryLimit: number;
  readonly fetch?: Fetch | undefined;
  readonly hooks: Hooks;
}

/** One call of an operation. */
export interface Call<Result> {
  readonly credential: string;
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** `?` and what follows it. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: object | undefined;
  /** The uid that the response must be about: a response about another user is refused with `WRONG_USER`. */
  readonly uid?: string | undefined;
  /** Another credential that the call is about, to be kept out of errors. */
  readonly secret?: string | undefined;
  /** Bounds all attempts and the waits between them. */
  readonly deadline: Deadline;
  /** Settles a refusal that our own first attempt may have caused, its answer being lost; throws it where it did not. */
  readonly whenLost?: ((refusal: CometChatException) => Promise<Result>) | undefined;
  /** Filled in as the call goes on, for who needs to know. */
  readonly progress?: Progress | undefined;
}

/** Sends operations. */
export type Transport = <Result>(operation: Operation<Result>, call: Call<Result>) => Promise<Result>;

/** Makes the one place from which requests go out. */
export function createTransport(options: TransportOptions): Transport {
  const { hosts, hooks, identity, retryLimit } = options;
  let anonymous: Headers | undefined;
  let identified: Headers | undefined;

  function headersFor({ host, auth }: Operation<unknown>, call: Call<unknown>): Headers {
    // Made once: a copy takes less than a quarter of the time.
    anonymous ??= new Headers(JSON_HEADERS);
    identified ??= new Headers({ ...JSON_HEADERS, ...identity });
    const headers = new Headers(host === 'calls' ? anonymous : identified);
    headers.set(auth, call.credential);
    if (call.headers) for (const [name, value] of Object.entries(call.headers)) headers.set(name, value);
    return headers;
  }

  function prepare<Result>(operation: Operation<Result>, call: Call<Result>, progress: Progress): Attempts<Result> {
    const { params, query = '', body = null, uid, deadline } = call;
    return {
      operation,
      deadline,
      progress,
      uid,
      hooks,
      url: hosts[operation.host] + fillPath(operation.path, params) + query,
      init: {
        method: operation.method,
        // At once, so that what no header can carry is found before anything is sent.
        headers: headersFor(operation, call),
        body: body && JSON.stringify(body),
        redirect: 'manual',
        signal: null,
      },
      fetch: options.fetch,
      ms: options.timeout,
      maxBytes: options.maxResponseBytes,
      secrets: secretsOf(call),
    };
  }

  return async (operation, call) => {
    const begunAt = monotonicMs();
    const { deadline, progress = { attempt: 0, lost: false } } = call;
    try {
      const attempts = prepare(operation, call, progress);
      const first = attempt(attempts);
      // Most calls need no other attempt, and ky costs as much as one does.
      let result: Awaited<typeof first>;
      try {
        result = await first;
      } catch (error) {
        result = await goOn(error, attempts, first, call, retryLimit);
      }
      // Who aborted it meanwhile is not given it.
      if (deadline.reason) throw deadline.reason;
      return result;
    } catch (cause) {
      const error = complete(deadline.reason ?? cause, operation.name, progress.attempt, secretsOf(call));
      const { attempt } = progress;
      tell(hooks, 'onError', () => ({
        operation: operation.name,
        attempt,
        error,
        durationMs: elapsedMs(begunAt),
      }));
      throw error;
    }
  };
}

/** Retries after a failure that may pass, and settles a refusal that an earlier attempt of ours has caused. */
async function goOn<Result>(
  failure: unknown,
  attempts: Attempts<Result>,
  first: Promise<Result>,
  { whenLost }: Call<Result>,
  retryLimit: number,
): Promise<Result> {
  if (!isCometChatException(failure) || !failure.retryable) throw failure;
  try {
    return await repeat(attempts, first, retryLimit);
  } catch (error) {
    // ky itself failed, because the platform lacks a function that it needs: report the failure of the first attempt.
    if (!isCometChatException(error)) throw failure;
    if (attempts.progress.lost && whenLost) return whenLost(error);
    throw error;
  }
}

/** What the vendor's SDKs send besides the identity, and no other: one more may fail the service's CORS preflight. */
const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

function secretsOf({ credential, secret = '' }: Call<unknown>): readonly string[] {
  return [credential, secret];
}

function complete(cause: unknown, operation: string, attempts: number, secrets: readonly string[]): CometChatException {
  const known = isCometChatException(cause);
  // An answer's own error says it already; a copy costs as much as the error.
  if (known && cause.operation === operation && cause.attempts === attempts) return cause;
  return amend(known ? cause : new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(cause, secrets) }), {
    operation,
    attempts,
  });
}
