import type { Gate } from '../transport/attempt.js';
import type { CallOptions, OperationKind } from '../transport/call-options.js';
import type { Deadline } from '../transport/deadline.js';
import type { Endpoint, EndpointRequest, QuotaClass, Transport } from '../transport/endpoint.js';
import { notify } from '../transport/hooks.js';
import { resolveHosts } from '../transport/hosts.js';
import { runOperation } from '../transport/operation.js';
import { ATTEMPT_TIMEOUT_MS, MAX_RESPONSE_BYTES, RETRY_LIMIT, TIMEOUT_MS } from '../transport/send-options.js';
import { createTransport } from '../transport/transport.js';
import { LearningRules } from './changes/rules.js';
import { explained } from './explain.js';
import { createGate } from './gate/gate.js';
import { withKey } from './missing-key.js';
import { type AdminOptions, checkAdminOptions } from './options.js';
import { createSpellings, type Spellings } from './uids/spelling.js';

/** A request to an endpoint, without the API key: `send` adds it. */
export type AdminEndpointRequest = Omit<EndpointRequest, 'credential'>;

/** The parts that all methods of an admin share. */
export interface AdminContext {
  /** Sends a request with the key. */
  readonly send: <Result>(endpoint: Endpoint<Result>, request: AdminEndpointRequest) => Promise<Result>;
  /** Runs an operation. It settles by its deadline at the latest. */
  readonly perform: <T>(
    operation: OperationKind,
    options: CallOptions | null | undefined,
    work: (deadline: Deadline) => Promise<T>,
  ) => Promise<T>;
  /** For endpoints that the client uses too: their requests name the credential. */
  readonly transport: Transport;
  readonly apiKey: string;
  /** The app, as a saved plan names it. */
  readonly app: { readonly appId: string; readonly region: string };
  /** How changes are planned. */
  readonly rules: LearningRules;
  /** The uids as the app spelled them. */
  readonly spellings: Spellings;
  /** The requests of a class that bulk work may send in a minute, as far as it is known; `undefined` without a gate. */
  readonly bulkLimit: (quota: QuotaClass) => number | undefined;
  /** The same parts for one run of bulk work, whose requests also pass a gate of that run. */
  readonly around: (wrap: (gate: Gate) => Gate) => AdminContext;
  /** The same parts for bulk work: its requests let those of others go first, and wait for their share of the rate limit. */
  readonly bulk: AdminContext;
}

/** The API version of the vendor's REST pages. */
const VERSION = '/v3';

/** Creates the parts that all methods of an admin share; throws for invalid options. */
export function createContext(options: AdminOptions): AdminContext {
  const { rate, userOwnedFields } = checkAdminOptions(options);
  const { appId, apiKey = '', hooks = {}, timeout = TIMEOUT_MS } = options;
  const shared = {
    hosts: resolveHosts(options, VERSION),
    // The service documents no other header for servers. One host may serve many apps, so each request names the app.
    identity: { appid: appId },
    attemptTimeout: options.attemptTimeout ?? ATTEMPT_TIMEOUT_MS,
    retryLimit: options.retry?.limit ?? RETRY_LIMIT,
    maxResponseBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    fetch: options.fetch,
    hooks,
    explain: explained,
  };
  const rules = new LearningRules(userOwnedFields, (message) => notify(hooks, 'onWarning', () => ({ message })));
  const spellings = createSpellings();
  const app = { appId, region: options.region.toLowerCase() };
  const gates = rate && createGate(rate);
  const contextOf = (gate: Gate | undefined): Omit<AdminContext, 'bulk'> => {
    const transport = createTransport({ ...shared, gate });
    return {
      send: (endpoint, request) => transport(endpoint, { credential: apiKey, ...request }),
      perform: (operation, callOptions, work) => runOperation(operation, callOptions, timeout, withKey(apiKey, work)),
      transport,
      apiKey,
      app,
      rules,
      spellings,
      bulkLimit: (quota) => gates?.bulkLimit(quota),
      around: (wrap) => bulkContext(wrap(gates?.bulk ?? sendAtOnce)),
    };
  };
  const bulkContext = (gate: Gate | undefined): AdminContext => {
    const bulk: AdminContext = {
      ...contextOf(gate),
      get bulk() {
        return bulk;
      },
    };
    return bulk;
  };
  return { ...contextOf(gates?.single), bulk: bulkContext(gates?.bulk) };
}

/** The gate of an admin whose option `rate` is `false`. */
const sendAtOnce: Gate = (_quota, _deadline, send) => send();
