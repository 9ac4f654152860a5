import ky from 'ky';
import { amend, CometChatException, isCometChatException } from '../errors/exception.js';
import { readAnswer } from './answer.js';
import type { Deadline } from './deadline.js';
import { exchange, type Fetch } from './exchange.js';
import { type Hooks, tell } from './hooks.js';
import type { Hosts } from './hosts.js';
import { fillPath, type HostName, type Operation } from './operation.js';
import { safeCause } from './redact.js';
import { decideRetry, isLost } from './retry.js';

/** How a transport is set up. */
export interface TransportOptions {
  readonly hosts: Hosts;
  /** Headers that say which app and which SDK; the calls host gets none of them. */
  readonly identity: Readonly<Record<string, string>>;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
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
  return async (operation, call) => {
    const begunAt = Date.now();
    const progress = call.progress ?? { attempt: 0, lost: false };
    try {
      return await call.deadline.race(run(options, operation, call, progress));
    } catch (cause) {
      const error = complete(cause, operation.name, progress.attempt, secretsOf(call));
      const { attempt } = progress;
      tell(options.hooks, 'onError', { operation: operation.name, attempt, error, durationMs: Date.now() - begunAt });
      throw error;
    }
  };
}

/** How far a call has come. */
export interface Progress {
  attempt: number;
  /** Whether an earlier attempt may have done the work without our learning of it. */
  lost: boolean;
}

/** ky repeats; whether and when it does, and what an answer means, is decided here. */
async function run<Result>(
  options: TransportOptions,
  operation: Operation<Result>,
  call: Call<Result>,
  progress: Progress,
): Promise<Result> {
  const { method, host, path, name, retry } = operation;
  const { fetch, hooks } = options;
  const { deadline } = call;
  const secrets = secretsOf(call);
  const url = options.hosts[host] + fillPath(path, call.params) + (call.query ?? '');
  const init = {
    method,
    // At once, so that what no header can carry is found before anything is sent.
    headers: new Headers({ ...headersFor(host, options.identity), [operation.auth]: call.credential, ...call.headers }),
    ...(call.body && { body: JSON.stringify(call.body) }),
    redirect: 'manual',
  } as const;

  async function attempt(): Promise<Result> {
    const told = { operation: name, attempt: ++progress.attempt };
    deadline.attempts = told.attempt;
    const begunAt = Date.now();
    tell(hooks, 'onRequest', { ...told, method });
    const answer = await exchange({ url, init, fetch, ms: options.timeout, within: deadline, secrets });
    tell(hooks, 'onResponse', { ...told, status: answer.status, durationMs: Date.now() - begunAt });
    return readAnswer(operation, { ...answer, operation: name, attempts: told.attempt }, secrets);
  }

  /** Goes on after an attempt that failed. */
  async function repeat(failed: Promise<Result>): Promise<Result> {
    let waitMs = 0;
    let next: Promise<Result> | undefined = failed;
    await ky(url, {
      method,
      signal: deadline.signal,
      // What an attempt takes is bounded there, together with its body; a status is judged by readAnswer.
      timeout: false,
      throwHttpErrors: false,
      async fetch() {
        next ??= attempt();
        try {
          await next;
          return new Response();
        } catch (error) {
          next = undefined;
          throw error;
        }
      },
      retry: {
        limit: options.retryLimit,
        methods: [method.toLowerCase() as Lowercase<typeof method>],
        shouldRetry({ error, retryCount }) {
          if (!isCometChatException(error)) return false;
          const wait = decideRetry({ retry, error, retryCount, remainingMs: deadline.remainingMs() });
          if (wait === undefined) return false;
          waitMs = wait;
          progress.lost ||= isLost(error);
          tell(hooks, 'onRetry', { operation: name, attempt: progress.attempt, error, waitMs });
          return true;
        },
        delay: () => waitMs,
      },
    });
    return next;
  }

  try {
    const first = attempt();
    // Most calls need no other one, and ky costs as much as an attempt does.
    return await first.catch((error) => {
      if (isCometChatException(error) && error.retryable) return repeat(first);
      throw error;
    });
  } catch (error) {
    if (progress.lost && call.whenLost && isCometChatException(error)) return call.whenLost(error);
    throw error;
  }
}

/** The headers that the vendor's SDKs send, and no other: one more may fail the service's CORS preflight. */
function headersFor(host: HostName, identity: Readonly<Record<string, string>>): Record<string, string> {
  const json = { accept: 'application/json', 'content-type': 'application/json' };
  return host === 'calls' ? json : { ...json, ...identity };
}

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
