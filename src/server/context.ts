import {
  type CallKind,
  type CallOptions,
  callName,
  MAX_RESPONSE_BYTES,
  RETRY_LIMIT,
  TIMEOUT_MS,
  TOTAL_TIMEOUT_MS,
} from '../transport/call-options.js';
import type { Deadline } from '../transport/deadline.js';
import { resolveHosts } from '../transport/hosts.js';
import { type Call, createTransport, type Transport } from '../transport/http.js';
import type { Operation } from '../transport/operation.js';
import { performCall } from '../transport/perform.js';
import { explainedHooks, failureOf } from './explain.js';
import { type AdminOptions, checkAdminOptions } from './options.js';

/** A call, to which the key is added. */
export type AdminCall<Result> = Omit<Call<Result>, 'credential'>;

/** What an admin's methods share. */
export interface AdminContext {
  /** Sends an operation with the key. */
  readonly send: <Result>(operation: Operation<Result>, call: AdminCall<Result>) => Promise<Result>;
  /** Runs a call, which settles by its deadline at the latest. */
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
  const { appId, apiKey, hooks = {}, totalTimeout = TOTAL_TIMEOUT_MS } = options;
  const transport = createTransport({
    hosts: resolveHosts(options, VERSION),
    // No other header: the service documents none for servers. The app's is for hosts that serve many.
    identity: { appid: appId },
    timeout: options.timeout ?? TIMEOUT_MS,
    retryLimit: options.retry?.limit ?? RETRY_LIMIT,
    maxResponseBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    fetch: options.fetch,
    hooks: explainedHooks(hooks),
  });
  return {
    send: (operation, call) => transport(operation, Object.assign({ credential: apiKey }, call)),
    perform: (call, callOptions, work) =>
      performCall(call, callOptions, totalTimeout, work).catch((error) => {
        throw failureOf(error, callName(call));
      }),
    transport,
    apiKey,
  };
}
