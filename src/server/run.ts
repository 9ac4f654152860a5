import type { CallOptions } from '../transport/call-options.js';
import { type Arguments, type CheckedArguments, checkArguments } from './arguments.js';
import type { AdminContext, AdminEndpointRequest } from './context.js';
import type { AdminEndpoint } from './resources/results.js';

/** One run of a method: its endpoint, its arguments, and the request that it sends. */
export interface Run<Result, Given extends Arguments> {
  readonly endpoint: AdminEndpoint<Result>;
  readonly options: CallOptions | null | undefined;
  /** The names of the options besides `signal` and `timeout`. */
  readonly moreOptions?: object;
  /** A function, because reading an argument may throw: the method must then reject. */
  readonly arguments: () => Given;
  /** Makes the request. It runs only if all arguments are valid. */
  readonly request: (checked: CheckedArguments<Given>) => Omit<AdminEndpointRequest, 'deadline'>;
}

/** Runs a method: checks the arguments, rejects with every issue, and otherwise sends the request. */
export function run<Result, Given extends Arguments>(
  { perform, send }: AdminContext,
  { endpoint, options, moreOptions = {}, ...method }: Run<Result, Given>,
): Promise<Result> {
  return perform({ name: endpoint.name, options: moreOptions }, options, async (deadline) => {
    const checked = checkArguments(method.arguments());
    return send(endpoint, { ...method.request(checked), deadline });
  });
}
