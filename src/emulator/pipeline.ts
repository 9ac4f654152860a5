import { fail, failure } from './answer.js';
import { type ApiError, apiNotFound, invalidApiVersion } from './api-error.js';
import { type Answer, type Call, newExchange, newRoutes, type Routes, type Station } from './exchange.js';
import { findApp } from './middleware/app.js';
import { readBody } from './middleware/body.js';
import { cors, preflight } from './middleware/cors.js';
import type { Faults } from './middleware/faults/faults.js';
import { guard, type NetworkGuard } from './middleware/guard/guard.js';
import { OWN_PATH } from './middleware/guard/own-hosts.js';
import type { RequestHead } from './middleware/guard/sender.js';
import { journal, type Persistence } from './middleware/journal.js';
import type { RateLimits } from './middleware/rate-limits.js';
import { type Recorder, record } from './middleware/record.js';
import { serviceRoutes } from './routes/service-routes.js';
import type { Service } from './service.js';

/** The vendor's pages use `v3`, its SDKs `v3.0`. */
const VERSIONS = ['/v3', '/v3.0'];

/**
 * Reads at most this many bytes of a body, or the body limit if that is larger: enough to show the request in the log.
 */
const READ_AT_LEAST = 1024 * 1024;

/** The parts of the emulator that the stations use. */
export interface Parts {
  readonly service: Service;
  readonly networkGuard: NetworkGuard | undefined;
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly persistence: Persistence | undefined;
  readonly page: Page | undefined;
}

/** The page at `/_emulator/`. */
export interface Page {
  /** Stricter than the guard of all requests. */
  readonly guard: Station;
  readonly routes: Routes;
}

/** Handles a request; `head` is there if it came over the network. Never rejects. */
export type Pipeline = (request: Request, head?: RequestHead) => Promise<Answer | Response>;

/**
 * Creates the pipeline: a request passes these stations in this order. Each station answers, or passes the request on
 * and may change what the later stations answered.
 */
export function createPipeline({
  service,
  networkGuard,
  recorder,
  faults,
  rateLimits,
  persistence,
  page,
}: Parts): Pipeline {
  const stations = newRoutes();
  stations.onError((error, call) => fail(call, error));
  stations.notFound((call) => fail(call, unknownPath(call)));

  // First, or a hostile page could fill the log.
  if (networkGuard) stations.use(guard(networkGuard));
  if (page) stations.use(`${OWN_PATH}/*`, page.guard);
  stations.use(readBody(Math.max(service.config.limits.bodyBytes, READ_AT_LEAST)));

  // The page's own requests end here: they are not recorded, have no faults and count for no limit.
  if (page) stations.use(`${OWN_PATH}/*`, journal(persistence)).route('/', page.routes);

  stations.use(record(recorder));
  stations.use(cors);
  stations.use(faults.station);
  stations.options('*', preflight);
  stations.use(findApp(service));
  stations.use(rateLimits.station);
  // Innermost: an answer that a fault drops is lost only after its changes were stored.
  stations.use(journal(persistence));
  for (const version of VERSIONS) for (const routes of serviceRoutes(service)) stations.route(version, routes);

  return async (request, head) => {
    try {
      const exchange = newExchange(request, head);
      const response = await stations.fetch(request, exchange);
      return exchange.answer ?? response;
    } catch (error) {
      return failure(error);
    }
  };
}

function unknownPath({ req: { method, path } }: Call): ApiError {
  const [version] = /^\/v\d+(\.\d+)*(?=\/|$)/.exec(path) ?? [];
  const isWrongVersion = version !== undefined && !VERSIONS.includes(version);
  return isWrongVersion ? invalidApiVersion(version.slice(1)) : apiNotFound(method, path);
}
