import ky from 'ky';
import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import { attempt, type Fetch } from './attempt.js';
import { elapsedMs, monotonicMs } from './clock.js';
import { type Endpoint, type EndpointRequest, endpointName, fillPath, type Transport } from './endpoint.js';
import { type Hooks, tell } from './hooks.js';
import type { Hosts } from './hosts.js';
import { recover } from './recovery.js';
import { safeCause } from './redact.js';
import { type Json, judge, type Place, readResult } from './response.js';
import { decideRetry, isLost } from './retry.js';

/** How a transport is set up. */
export interface TransportOptions {
  readonly hosts: Hosts;
  /** Headers that say which app and which SDK; the calls host gets none of them. */
  readonly identity: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout: number;
  /** Bytes that the body of a response may have. */
  readonly maxResponseBytes: number;
  /** Further attempts after the first. */
  readonly retryLimit: number;
  readonly fetch?: Fetch | undefined;
  readonly hooks: Hooks;
  /** Words an error of the service for its reader. Default: as the table of codes does. */
  readonly explain?: ((error: CometChatException) => CometChatException) | undefined;
}

/** The headers that the vendor's SDKs send besides the identity. Any other may fail the service's CORS preflight. */
const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** Makes the only function that sends requests. ky sends each attempt; whether and when to retry is decided in `retry.ts`. */
export function createTransport(options: TransportOptions): Transport {
  const { hosts, hooks, identity, explain = (error) => error } = options;

  const transport: Transport = async (endpoint, request) => {
    const begunAt = monotonicMs();
    const { deadline } = request;
    const sending = createSending(endpoint, request);
    try {
      const work = sending.run().catch((error) => {
        if (!sending.mayHaveWorked() || !isCometChatException(error)) throw error;
        return recover({ endpoint, request, refusal: error }, transport);
      });
      // Raced, so that `onError` is told before the caller.
      const result = await deadline.race(work);
      // An operation that ended meanwhile has no result.
      if (deadline.reason) throw deadline.reason;
      deadline.exchange = undefined;
      return result;
    } catch (cause) {
      const error = sending.complete(deadline.reason ?? cause);
      const { attempts: attempt, ...place } = sending.place();
      tell(hooks, 'onError', () => ({ ...place, attempt, error, durationMs: elapsedMs(begunAt) }));
      throw error;
    }
  };
  return transport;

  /** One request with its attempts. */
  function createSending<Result>(endpoint: Endpoint<Result>, request: EndpointRequest) {
    const { method, host, auth, path, retry } = endpoint;
    const { deadline, credential, secret = '', params, query = '', body, uid } = request;
    const names = { operation: deadline.name, endpoint: endpointName(endpoint) };
    const secrets = [credential, secret];
    let attempts = 0;
    let mayHaveWorked = false;
    let waitMs = 0;

    const place = (): Place => ({ ...names, attempts });

    /** ky's `fetch`: one attempt, bounded in time and size. A response that is no success rejects. */
    async function sendOnce(sent: Request): Promise<Response> {
      const begunAt = monotonicMs();
      attempts += 1;
      deadline.exchange = place();
      const event = { ...names, attempt: attempts };
      tell(hooks, 'onRequest', () => ({ ...event, method }));
      const response = await attempt(sent, {
        fetch: options.fetch,
        ms: options.attemptTimeout,
        maxBytes: options.maxResponseBytes,
        within: deadline,
        secrets,
      }).catch((error) => {
        throw complete(error);
      });
      const { status } = response;
      tell(hooks, 'onResponse', () => ({ ...event, status, durationMs: elapsedMs(begunAt) }));
      const error = judge(endpoint, response, place(), secrets);
      if (error) throw explain(error);
      return new Response(response.text, { status });
    }

    /** Called by ky after an attempt failed, before it waits. */
    function shouldRetry({ error, retryCount }: { error: Error; retryCount: number }): boolean {
      if (!isCometChatException(error)) return false;
      const wait = decideRetry({ retry, error, retryCount, remainingMs: deadline.remainingMs() });
      if (wait === undefined) return false;
      waitMs = wait;
      mayHaveWorked ||= isLost(error);
      tell(hooks, 'onRetry', () => ({ ...names, attempt: attempts, error, waitMs }));
      return true;
    }

    async function run(): Promise<Result> {
      const url = hosts[host] + fillPath(path, params) + query;
      const init = {
        method,
        headers: { ...JSON_HEADERS, ...(host !== 'calls' && identity), [auth]: credential, ...request.headers },
        ...(body && { body: JSON.stringify(body) }),
        // Credentials must not follow a redirect.
        redirect: 'manual' as const,
      };
      const response = canUseKy()
        ? await ky(url, {
            ...init,
            ...(canJoinSignals() && { signal: deadline.signal }),
            fetch: (input) => sendOnce(input as Request),
            // ky's timeout does not cover the body, and its HTTPError carries the credentials: both are ours.
            timeout: false,
            throwHttpErrors: false,
            retry: {
              limit: options.retryLimit,
              methods: ['get', 'post', 'put', 'delete'],
              shouldRetry,
              delay: () => waitMs,
            },
          })
        : await sendOnce(new Request(url, init));
      return readResult(endpoint, (await response.json()) as Json, {
        place: place(),
        status: response.status,
        secrets,
        uid,
        mayRepeat: mayHaveWorked,
        warn: (message) => tell(hooks, 'onWarning', () => ({ message })),
      });
    }

    /** The exception that the caller gets: it names the operation and the exchange. */
    function complete(cause: unknown): CometChatException {
      // An error that a response stands for names its exchange already.
      if (isCometChatException(cause) && cause !== deadline.reason && cause.endpoint !== undefined) return cause;
      const error = isCometChatException(cause)
        ? cause
        : new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(cause, secrets) });
      return amend(error, place());
    }

    return { run, complete, place, mayHaveWorked: () => mayHaveWorked };
  }
}

/** ky needs `Object.hasOwn`. Browsers from before 2022 do not have it: there a request is sent once, without retries. */
function canUseKy(): boolean {
  return typeof Object.hasOwn === 'function';
}

/** ky joins its signal with ours by `AbortSignal.any`. Without it, our signal reaches the attempt, but not ky's wait for the next one. */
function canJoinSignals(): boolean {
  return typeof AbortSignal === 'function' && typeof AbortSignal.any === 'function';
}
