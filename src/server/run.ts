import type { CallOptions } from '../transport/call-options.js';
import { type Arguments, type CheckedArguments, checkArguments } from './arguments.js';
import type { AdminCall, AdminContext } from './context.js';
import type { AdminEndpoint } from './resources/results.js';

/** One run of a method: its endpoint, its arguments, and the call that is made of them. */
export interface Run<Result, Given extends Arguments> {
  readonly endpoint: AdminEndpoint<Result>;
  readonly options: CallOptions | null | undefined;
  /** The names of the options beside `signal` and `timeout`. */
  readonly moreOptions?: object;
  /** A function, because reading an argument may throw: then the method rejects. */
  readonly arguments: () => Given;
  /** Makes the call. It is asked only when all arguments are right. */
  readonly call: (checked: CheckedArguments<Given>) => Omit<AdminCall, 'deadline'>;
}

/** Runs a method: checks the arguments, rejects with every issue, and sends the call otherwise. */
export function run<Result, Given extends Arguments>(
  { perform, send }: AdminContext,
  { endpoint, options, moreOptions = {}, ...method }: Run<Result, Given>,
): Promise<Result> {
  return perform({ name: endpoint.name, options: moreOptions }, options, async (deadline) => {
    const checked = checkArguments(method.arguments());
    return send(endpoint, { ...method.call(checked), deadline });
  });
}
