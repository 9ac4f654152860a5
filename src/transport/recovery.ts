import { CometChatException, isCometChatException } from '../errors/exception.js';
import type { Endpoint, EndpointRequest, Transport } from './endpoint.js';

/** A refused request. An earlier attempt lost its response and may have done the work. */
interface Refused<Result> {
  readonly endpoint: Endpoint<Result>;
  readonly request: EndpointRequest;
  readonly refusal: CometChatException;
}

/** Resolves if the lost attempt did the work; rejects with the refusal if it did not. */
export async function recover<Result>(
  { endpoint, request, refusal }: Refused<Result>,
  transport: Transport,
): Promise<Result> {
  const { recovery } = endpoint;
  if (recovery === 'none') throw refusal;
  if (recovery === 'goneIsDone') {
    if (refusal.kind === 'notFound') return undefined as Result;
    throw refusal;
  }
  if (refusal.kind !== 'conflict') throw refusal;
  const { credential, uid, deadline, body: sent = {} } = request;
  const params = { [recovery.key]: String((sent as Record<string, unknown>)[recovery.key]) };
  const found = await transport(recovery.readBack, { credential, params, uid, deadline }).catch((cause) => {
    if (isCometChatException(cause) && (cause.kind === 'aborted' || cause.code === 'WRONG_USER')) throw cause;
    // For example, the key may not read users.
    throw new CometChatException({ code: 'CREATE_UNCONFIRMED', cause });
  });
  if (!recovery.isSame(sent, found)) throw refusal;
  return found;
}
