import { Answer, errorAnswer } from './http/answer.js';
import { createApp } from './http/app.js';
import { Faults } from './http/faults.js';
import { isDropped } from './http/faults-answer.js';
import { createGuard, isOwn } from './http/guard.js';
import { RateLimits } from './http/rate-limit.js';
import { type ReceivedBody, receiveBody } from './http/received.js';
import { Recorder } from './http/recorder.js';
import { API_KEY, AUTH_KEY } from './keys.js';
import { resolveOptions } from './options.js';
import type { Inside } from './routes/page-call.js';
import { isSession } from './session-token.js';
import { Apps } from './state/apps.js';
import type { BrowserEmulator, EmulatorOptions } from './types.js';
import { userViews } from './user-views.js';

/** No more of a body is read than this, or than the limit when that is larger: enough to show what was sent. */
const READ_AT_LEAST = 1024 * 1024;

/** An emulator without a network: state, routes and a record of requests. */
export interface Core extends BrowserEmulator {
  /** As `fetch`; most answers are an {@link Answer}. */
  answer(request: Request): Promise<Response>;
  /** Whether a client may have a socket: its app, and the `jwt` that its login was answered with. */
  admit(appId: unknown, jwt: unknown): Promise<boolean>;
  /** Tells of a host under which it is reached. */
  allow(host: string): void;
}

/** Keeps what changes somewhere else than in memory. */
export interface Keeper {
  /** Called before each answer; throws when the changes of the request are not to be kept. */
  commit(): void;
}

export function createCore(
  options: EmulatorOptions,
  keep?: (apps: Apps) => Keeper | undefined,
  openPage?: (inside: Inside) => (request: Request) => Promise<Response>,
): Core {
  const config = resolveOptions(options);
  const faults = new Faults(options.faults);
  const apps = new Apps(config);
  const app = createApp({ config, apps });
  const keeper = keep?.(apps);
  const rateLimits = new RateLimits(config, apps);
  const recorder = new Recorder(config.limits.requests);
  const maxBytes = Math.max(config.limits.bodyBytes, READ_AT_LEAST);

  const guard = createGuard();
  const page = openPage?.({ config, apps, recorder, guard, faults, answer, reset });

  async function answer(request: Request): Promise<Response> {
    try {
      if (page && isOwn(request.url)) {
        const own = await page(request);
        keeper?.commit();
        return own;
      }
      const received = await receiveBody(request, maxBytes);
      const recordAnswer = recorder.add(request, received);
      const response = await faults.answer(request, received, () => work(request, received)).catch(errorAnswer);
      if (!isDropped(response)) recordAnswer(response);
      return response;
    } catch (error) {
      return errorAnswer(error);
    }
  }

  async function work(request: Request, received: ReceivedBody): Promise<Response> {
    const quota = rateLimits.take(request, received);
    const response = (quota && rateLimits.refuse(quota)) ?? (await route(request, received));
    if (quota && response instanceof Answer) response.add(rateLimits.headers(quota));
    keeper?.commit();
    return response;
  }

  /** Hono would answer a HEAD with a bare copy of the `Response`, in which an {@link Answer} has nothing. */
  async function route(request: Request, received: ReceivedBody): Promise<Response> {
    if (request.method !== 'HEAD') return app.fetch(request, { received });
    const response = await app.fetch(new Request(request.url, { headers: request.headers }), { received });
    return response instanceof Answer ? response.withoutBody() : response;
  }

  function reset(): void {
    apps.reset();
    keeper?.commit();
    recorder.clear();
    faults.reset();
  }

  return {
    answer,
    admit: (appId, jwt) => isSession(apps, appId, jwt),
    async fetch(request) {
      const response = await answer(request);
      return response instanceof Answer ? response.toResponse() : response;
    },
    appId: config.appId,
    authKey: AUTH_KEY,
    apiKey: API_KEY,
    users: userViews(apps),
    requests: recorder.requests,
    reset,
    faults: faults.view,
    allow: guard.allow,
    close: async () => faults.close(),
  };
}
