import ky from 'ky';
import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import { type Fetch, type FullResponse, type Gate, sendAttempt } from './attempt.js';
import { elapsedMs, monotonicMs } from './clock.js';
import { type Endpoint, type EndpointRequest, endpointName, fillPath, type Transport } from './endpoint.js';
import { type Hooks, notify } from './hooks.js';
import type { Hosts } from './hosts.js';
import type { JsonObject } from './json.js';
import { recover } from './recovery.js';
import { safeCause } from './redact.js';
import { type Place, readError, readResult } from './response.js';
import { decideRetry, isLost } from './retry.js';

/** Options of `createTransport`. */
export interface TransportOptions {
  readonly hosts: Hosts;
  /** Headers that name the app and the SDK. Requests to the calls host do not have them. */
  readonly identity: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout: number;
  /** The largest allowed body of a response, in bytes. */
  readonly maxResponseBytes: number;
  /** The number of retries after the first attempt. */
  readonly retryLimit: number;
  readonly fetch?: Fetch | undefined;
  readonly hooks: Hooks;
  /** Default: each attempt is sent at once. */
  readonly gate?: Gate | undefined;
  /** Replaces the hint of an error of the service. Default: the hint from the table of codes. */
  readonly explain?: ((error: CometChatException) => CometChatException) | undefined;
}

/** The headers that the vendor's SDKs send besides the identity. Other headers may fail the service's CORS preflight. */
const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** Creates the function that sends all requests. ky sends each attempt; `retry.ts` decides whether and when to retry. */
export function createTransport(options: TransportOptions): Transport {
  const { hosts, hooks, identity, gate, explain = (error) => error } = options;

  const transport: Transport = async (endpoint, request) => {
    const begunAt = monotonicMs();
    const { deadline } = request;
    const sending = createSending(endpoint, request);
    try {
      const work = sending.run().catch((error) => {
        if (!sending.mayBeDone() || !isCometChatException(error)) throw error;
        return recover({ endpoint, request, refusal: error }, transport);
      });
      // Races the deadline here too, so that `onError` is called before the caller gets the error.
      const result = await deadline.race(work);
      // The operation may have ended meanwhile. It then has no result.
      if (deadline.reason) throw deadline.reason;
      deadline.exchange = undefined;
      return result;
    } catch (cause) {
      const error = sending.complete(deadline.reason ?? cause);
      const { attempts: attempt, ...place } = sending.place();
      notify(hooks, 'onError', () => ({ ...place, attempt, error, durationMs: elapsedMs(begunAt) }));
      throw error;
    }
  };
  return transport;

  /** One request with its attempts. */
  function createSending<Result>(endpoint: Endpoint<Result>, request: EndpointRequest) {
    const { method, host, auth, path, retry, quota = 'standard' } = endpoint;
    const { deadline, credential, secret = '', params, query = '', body, uid } = request;
    const names = { operation: deadline.name, endpoint: endpointName(endpoint) };
    const secrets = [credential, secret];
    let attempts = 0;
    let mayBeDone = false;
    let waitMs = 0;

    const place = (): Place => ({ ...names, attempts });

    /** Sends one attempt, when the gate lets it pass. ky calls it as its `fetch`. It rejects if the response is not a success. */
    async function sendOnce(sent: Request): Promise<Response> {
      deadline.exchange = place();
      const response = await // The gate may send the request again, and a request can be read only once.
      (gate ? gate(quota, deadline, () => exchange(sent.clone())) : exchange(sent)).catch((error) => {
        throw complete(error);
      });
      const error = readError(endpoint, response, place(), secrets);
      if (error) throw explain(error);
      request.onHeaders?.(response.headers);
      return new Response(response.text, { status: response.status });
    }

    /** One HTTP exchange, limited in time and size. */
    async function exchange(sent: Request): Promise<FullResponse> {
      const begunAt = monotonicMs();
      attempts += 1;
      deadline.exchange = place();
      const event = { ...names, attempt: attempts };
      notify(hooks, 'onRequest', () => ({ ...event, method }));
      const response = await sendAttempt(sent, {
        fetch: options.fetch,
        ms: options.attemptTimeout,
        maxBytes: options.maxResponseBytes,
        within: deadline,
        secrets,
      });
      notify(hooks, 'onResponse', () => ({ ...event, status: response.status, durationMs: elapsedMs(begunAt) }));
      return response;
    }

    /** Called by ky after an attempt failed, before it waits. */
    function shouldRetry({ error, retryCount }: { error: Error; retryCount: number }): boolean {
      if (!isCometChatException(error)) return false;
      const wait = decideRetry({ retry, error, retryCount, remainingMs: deadline.remainingMs() });
      if (wait === undefined) return false;
      waitMs = wait;
      mayBeDone ||= isLost(error);
      notify(hooks, 'onRetry', () => ({ ...names, attempt: attempts, error, waitMs }));
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
            // Not ky's own: its timeout does not cover the body, and its HTTPError contains the credentials.
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
      return readResult(endpoint, (await response.json()) as JsonObject, {
        place: place(),
        status: response.status,
        secrets,
        uid,
        mayBeDone,
        warn: (message) => notify(hooks, 'onWarning', () => ({ message })),
      });
    }

    /** The exception that the caller gets: it names the operation and the exchange. */
    function complete(cause: unknown): CometChatException {
      // The error of a response names its exchange already.
      if (isCometChatException(cause) && cause !== deadline.reason && cause.endpoint !== undefined) return cause;
      const error = isCometChatException(cause)
        ? cause
        : new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(cause, secrets) });
      return amend(error, place());
    }

    return { run, complete, place, mayBeDone: () => mayBeDone };
  }
}

/** Whether ky works: it needs `Object.hasOwn`. Browsers from before 2022 do not have it; they send each request once, without retries. */
function canUseKy(): boolean {
  return typeof Object.hasOwn === 'function';
}

/**
 * Whether to pass our signal to ky. ky needs `AbortSignal.any` for it. Without it, our signal ends an attempt, but not ky's wait before
 * the next one.
 */
function canJoinSignals(): boolean {
  return typeof AbortSignal === 'function' && typeof AbortSignal.any === 'function';
}
