import { readUsers } from './emulator-users.js';
import { toResponse } from './middleware/faults/delivery.js';
import { Faults } from './middleware/faults/faults.js';
import type { NetworkGuard } from './middleware/guard/guard.js';
import type { Persistence } from './middleware/journal.js';
import { RateLimits } from './middleware/rate-limits.js';
import { Recorder } from './middleware/record.js';
import { onceEach } from './notices.js';
import { OpenRequests } from './open-requests.js';
import type { EmulatorOptions } from './option-types.js';
import { resolveOptions } from './options.js';
import { createPipeline, type Page, type Pipeline } from './pipeline.js';
import type { PageParts } from './routes/page-call.js';
import { isSession } from './session-token.js';
import { Apps } from './state/apps.js';
import type { BrowserEmulator } from './types.js';
import { untilAborted } from './until-aborted.js';

/** The parts that an emulator in a browser does not have. */
export interface NodeParts {
  /** The hosts and origins that may send requests over the network. */
  readonly networkGuard: NetworkGuard;
  openJournal(apps: Apps): Persistence | undefined;
  createPage(parts: PageParts): Page;
}

/** An emulator without a network: state, stations, routes and a log of requests. */
export interface Core {
  readonly emulator: BrowserEmulator;
  readonly handle: Pipeline;
  /** Whether a client may open a socket, given its app and the `jwt` from its login response. */
  admit(appId: unknown, jwt: unknown): Promise<boolean>;
}

const CLOSED = 'the emulator is closed; listen() opens its data folder again';

export function createCore(options: EmulatorOptions, node?: NodeParts): Core {
  const config = resolveOptions(options);
  const faults = new Faults(options.faults);
  const apps = new Apps(config);
  const persistence = node?.openJournal(apps);
  const rateLimits = new RateLimits(config);
  const recorder = new Recorder(config.limits.requests);
  const openRequests = new OpenRequests();

  const handle: Pipeline = createPipeline({
    service: { config, apps, noticeOnce: onceEach(options.notice) },
    networkGuard: node?.networkGuard,
    recorder,
    faults,
    rateLimits,
    persistence,
    page: node?.createPage({ config, apps, recorder, faults, handle: (request) => handle(request), reset }),
  });

  function reset(): void {
    apps.reset();
    rateLimits.reset();
    recorder.clear();
    faults.reset();
  }

  const isClosed = () => persistence?.isOpen === false;

  return {
    handle,
    admit: (appId, jwt) => isSession(apps, appId, jwt),
    emulator: {
      async fetch(input, init) {
        if (isClosed()) throw new TypeError(`fetch failed: ${CLOSED}`);
        const isAddress = typeof input === 'string' || input instanceof URL;
        const request = isAddress || init ? new Request(input, init) : input;
        if (request.bodyUsed) throw new TypeError('fetch failed: the body of this request was read already');
        const answer = await untilAborted(request.signal, () => openRequests.add(() => handle(request)));
        return answer instanceof Response ? answer : toResponse(answer, request.signal);
      },
      appId: config.appId,
      ...apps.ownKeys,
      users: readUsers(apps),
      requests: recorder.requests,
      reset() {
        if (isClosed()) throw new Error(`reset failed: ${CLOSED}`);
        reset();
        persistence?.commit();
      },
      faults: faults.methods,
      close() {
        faults.close();
        return openRequests.end();
      },
    },
  };
}
