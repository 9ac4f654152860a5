import { Answer, errorAnswer } from './http/answer.js';
import { createApp } from './http/app.js';
import { receiveBody } from './http/received.js';
import { Recorder } from './http/recorder.js';
import { API_KEY, AUTH_KEY } from './keys.js';
import { resolveOptions } from './options.js';
import { Apps } from './state/apps.js';
import type { BrowserEmulator, EmulatorOptions } from './types.js';
import { userViews } from './user-views.js';

/** No more of a body is read than this, or than the limit when that is larger: enough to show what was sent. */
const READ_AT_LEAST = 1024 * 1024;

/** An emulator without a network: state, routes and a record of requests. */
export interface Core extends BrowserEmulator {
  /** As `fetch`; most answers are an {@link Answer}. */
  answer(request: Request): Promise<Response>;
}

export function createCore(options: EmulatorOptions): Core {
  const config = resolveOptions(options);
  const apps = new Apps(config);
  const app = createApp({ config, apps });
  const recorder = new Recorder(config.limits.requests);
  const maxBytes = Math.max(config.limits.bodyBytes, READ_AT_LEAST);

  async function answer(request: Request): Promise<Response> {
    try {
      const received = await receiveBody(request, maxBytes);
      const recordStatus = recorder.add(request, received);
      const response = await app.fetch(request, { received });
      recordStatus(response.status);
      return response;
    } catch (error) {
      return errorAnswer(error);
    }
  }

  return {
    answer,
    async fetch(request) {
      const response = await answer(request);
      return response instanceof Answer ? response.toResponse() : response;
    },
    appId: config.appId,
    authKey: AUTH_KEY,
    apiKey: API_KEY,
    users: userViews(apps),
    requests: recorder.requests,
    reset() {
      apps.reset();
      recorder.clear();
    },
    close: async () => {},
  };
}
