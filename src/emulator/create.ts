import { Answer, errorAnswer } from './http/answer.js';
import { createApp } from './http/app.js';
import { type Received, receivedOf } from './http/call.js';
import { Faults } from './http/faults.js';
import { isDropped } from './http/faults-answer.js';
import { createGuard, isOwn } from './http/guard.js';
import { andThen, type MaybePromise } from './http/maybe-promise.js';
import { onceEach } from './http/notices.js';
import { OwnHosts } from './http/own-hosts.js';
import { type Quota, RateLimits } from './http/rate-limit.js';
import { receiveBody } from './http/received.js';
import { Recorder } from './http/recorder.js';
import { resolveOptions } from './options.js';
import type { Inside } from './routes/page-call.js';
import { isSession } from './session-token.js';
import { Apps } from './state/apps.js';
import type { BrowserEmulator, EmulatorOptions } from './types.js';
import { userViews } from './user-views.js';

/**
 * Reads at most this many bytes of a body, or the body limit if that is larger: enough to show the request in the log.
 */
const READ_AT_LEAST = 1024 * 1024;

/** An emulator without a network: state, routes and a log of requests. */
export interface Core extends Omit<BrowserEmulator, 'requests'> {
  readonly recorder: Recorder;
  /**
   * Like `fetch`, but a response of CometChat's own routes is an {@link Answer}, also where a fault drops the
   * connection.
   */
  answer(request: Request): Promise<Answer | Response>;
  /** Handles a request to one of CometChat's paths, synchronously where possible. Never throws and never rejects. */
  answerReceived(received: Received): MaybePromise<Answer>;
  /** Whether a client may open a socket, given its app and the `jwt` from its login response. */
  admit(appId: unknown, jwt: unknown): Promise<boolean>;
  /** The host names that belong to the emulator. */
  readonly ownHosts: OwnHosts;
}

/** Writes changes somewhere else than to memory. */
export interface Persistence {
  /** Called before each response. Throws when the changes of the request could not be stored. */
  commit(): void;
}

export function createCore(
  options: EmulatorOptions,
  openPersistence?: (apps: Apps) => Persistence | undefined,
  openPage?: (inside: Inside) => (request: Request) => Promise<Response>,
): Core {
  const config = resolveOptions(options);
  const faults = new Faults(options.faults);
  const apps = new Apps(config);
  const app = createApp({ config, apps, noticeOnce: onceEach(options.notice) });
  const persistence = openPersistence?.(apps);
  const rateLimits = new RateLimits(config, apps);
  const recorder = new Recorder(config.limits.requests);
  const maxBytes = Math.max(config.limits.bodyBytes, READ_AT_LEAST);

  const ownHosts = new OwnHosts();
  const guard = createGuard(ownHosts);
  const page = openPage?.({ config, apps, recorder, guard, faults, answer, reset });

  async function answer(request: Request): Promise<Answer | Response> {
    try {
      if (page && isOwn(request.url)) {
        const own = await page(request);
        persistence?.commit();
        return own;
      }
      return await answerReceived(receivedOf(request, await receiveBody(request, maxBytes)));
    } catch (error) {
      return errorAnswer(error);
    }
  }

  function answerReceived(received: Received): MaybePromise<Answer> {
    const log = recorder.add(received);
    return andThen(
      guarded(() => faults.answer(received, work)),
      (found) => {
        if (!isDropped(found)) recorder.answered(log, found);
        return found;
      },
    );
  }

  function work(received: Received): MaybePromise<Answer> {
    const quota = rateLimits.take(received);
    const refusal = quota && rateLimits.refuse(quota);
    return andThen(refusal ?? guarded(() => app(received)), (found) => finish(received, found, quota));
  }

  function finish({ method }: Received, found: Answer, quota: Quota | undefined): Answer {
    if (quota !== undefined) found.add(rateLimits.headers(quota));
    persistence?.commit();
    return method === 'HEAD' ? found.withoutBody() : found;
  }

  function reset(): void {
    apps.reset();
    persistence?.commit();
    recorder.clear();
    faults.reset();
  }

  return {
    answer,
    answerReceived,
    admit: (appId, jwt) => isSession(apps, appId, jwt),
    async fetch(request) {
      const response = await answer(request);
      return response instanceof Answer ? response.toResponse() : response;
    },
    appId: config.appId,
    ...config.ownKeys,
    users: userViews(apps),
    recorder,
    reset,
    faults: faults.view,
    ownHosts,
    close: async () => faults.close(),
  };
}

/** Turns every error, thrown or rejected, into an error response. */
function guarded(find: () => MaybePromise<Answer>): MaybePromise<Answer> {
  try {
    const found = find();
    return found instanceof Promise ? found.catch(errorAnswer) : found;
  } catch (error) {
    return errorAnswer(error);
  }
}
