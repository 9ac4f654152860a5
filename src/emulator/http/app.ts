import { Hono } from 'hono';
import { authTokenRoutes } from '../routes/auth-tokens.js';
import { callTokenRoutes } from '../routes/call-tokens.js';
import { meRoutes } from '../routes/me.js';
import { userBatchRoutes } from '../routes/user-batches.js';
import { userSessionRoutes } from '../routes/user-sessions.js';
import { userRoutes } from '../routes/users.js';
import { errorAnswer } from './answer.js';
import { type ApiError, apiNotFound, invalidApiVersion } from './api-error.js';
import type { Env, Service } from './context.js';
import { preflight } from './cors.js';

/** The vendor's pages say `v3`, its SDKs `v3.0`. */
const VERSIONS = ['/v3', '/v3.0'];

/** Every route of every host, twice: under each version. */
export function createApp(service: Service): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(errorAnswer);
  app.notFound((call) => errorAnswer(unknownPath(call.req.method, call.req.path)));
  app.options('*', preflight);
  for (const version of VERSIONS) {
    app.route(version, userRoutes(service));
    app.route(version, userBatchRoutes(service));
    app.route(version, authTokenRoutes(service));
    app.route(version, meRoutes(service));
    app.route(version, callTokenRoutes(service));
    app.route(version, userSessionRoutes());
  }
  return app;
}

function unknownPath(method: string, path: string): ApiError {
  const [version] = /^\/v\d+(\.\d+)*(?=\/|$)/.exec(path) ?? [];
  const wrongVersion = version !== undefined && !VERSIONS.includes(version);
  return wrongVersion ? invalidApiVersion(version.slice(1)) : apiNotFound(method, path);
}
