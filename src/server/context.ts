import {
  ATTEMPT_TIMEOUT_MS,
  type CallKind,
  type CallOptions,
  MAX_RESPONSE_BYTES,
  RETRY_LIMIT,
  TIMEOUT_MS,
} from '../transport/call-options.js';
import type { Deadline } from '../transport/deadline.js';
import type { Endpoint, EndpointRequest, Transport } from '../transport/endpoint.js';
import { resolveHosts } from '../transport/hosts.js';
import { runOperation } from '../transport/operation.js';
import { createTransport } from '../transport/transport.js';
import { explained } from './explain.js';
import { type AdminOptions, checkAdminOptions } from './options.js';

/** A request, to which the key is added. */
export type AdminCall = Omit<EndpointRequest, 'credential'>;

/** What an admin's methods share. */
export interface AdminContext {
  /** Sends a request with the key. */
  readonly send: <Result>(endpoint: Endpoint<Result>, request: AdminCall) => Promise<Result>;
  /** Runs an operation, which settles by its deadline at the latest. */
  readonly perform: <T>(
    call: CallKind,
    options: CallOptions | null | undefined,
    work: (deadline: Deadline) => Promise<T>,
  ) => Promise<T>;
  /** For what is shared with the client, and needs a key by name. */
  readonly transport: Transport;
  readonly apiKey: string;
}

/** The version that the REST pages say. */
const VERSION = '/v3';

/** Makes what an admin's methods share; throws for options that cannot be right. */
export function createContext(options: AdminOptions): AdminContext {
  checkAdminOptions(options);
  const { appId, apiKey, hooks = {}, timeout = TIMEOUT_MS } = options;
  const transport = createTransport({
    hosts: resolveHosts(options, VERSION),
    // No other header: the service documents none for servers. The app's is for hosts that serve many.
    identity: { appid: appId },
    attemptTimeout: options.attemptTimeout ?? ATTEMPT_TIMEOUT_MS,
    retryLimit: options.retry?.limit ?? RETRY_LIMIT,
    maxResponseBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    fetch: options.fetch,
    hooks,
    explain: explained,
  });
  return {
    send: (endpoint, request) => transport(endpoint, { credential: apiKey, ...request }),
    perform: (call, callOptions, work) => runOperation(call, callOptions, timeout, work),
    transport,
    apiKey,
  };
}
