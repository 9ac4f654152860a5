import * as z from 'zod/mini';
import { CometChatException } from '../../errors/exception.js';
import { invalidOption, isFunction, isObject } from '../../transport/call-options.js';
import { checkOptions } from '../arguments.js';
import type { OnError } from '../http-answer.js';
import { refusal, report } from '../http-answer.js';
import { internalError } from '../http-answer-upstream.js';
import { Callback } from '../schemas.js';
import { toRequest, UnreadableRequest } from './request.js';
import { writeResponse } from './response.js';
import type { NodeRequest, NodeResponse } from './types.js';

/** Options of `toNodeHandler`. */
export interface NodeHandlerOptions {
  /** Is told what the function threw, or why a request could not be read, for your log. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const Options = z.strictObject({ onError: Callback } satisfies Record<keyof NodeHandlerOptions, z.ZodMiniType>);

/** What `node:http` and Express call. */
export type NodeHandler = (incoming: NodeRequest, outgoing: NodeResponse) => Promise<void>;

/**
 * Makes of a function over `Request` and `Response` what `node:http` and Express call. Bodies pass as streams; a client that goes
 * away aborts `request.signal`; what the function throws is a 500 without a word of it. The URL is made of the `Host` header and
 * the connection: `X-Forwarded-*` is what anybody can send.
 *
 * A body that `express.json()` has parsed already is written anew, which is enough for a token endpoint. A webhook's signature is over the bytes
 * as they were sent: mount it before `express.json()`, or with `express.raw({ type: () => true })`.
 *
 * Throws a `CometChatException` (kind `config`) for options that are not valid.
 *
 * @example
 * app.post('/api/cometchat-token', toNodeHandler(createTokenEndpoint({ admin, authenticate })));
 */
export function toNodeHandler(
  answering: (request: Request) => Response | Promise<Response>,
  options: NodeHandlerOptions = {},
): NodeHandler {
  if (!isFunction(answering)) throw invalidOption('answering', 'a function of a Request to a Response');
  const { onError } = checkOptions('toNodeHandler', Options, options);
  return async (incoming, outgoing) => {
    if (!isObject(incoming?.headers) || !isFunction(outgoing?.on)) throw notOfNode();
    const gone = new AbortController();
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort(new Error('The client went away.'));
    });
    const response = await answerOf(answering, onError, incoming, gone.signal);
    try {
      await writeResponse(response, outgoing, incoming.method === 'HEAD');
    } catch (error) {
      // Half an answer must not look like a whole one.
      outgoing.destroy();
      if (!gone.signal.aborted) report(onError, error);
    }
  };
}

function notOfNode(): CometChatException {
  const message = 'The handler takes the request and the response of node:http. A Request needs no toNodeHandler.';
  return new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message });
}

async function answerOf(
  answering: (request: Request) => Response | Promise<Response>,
  onError: OnError,
  incoming: NodeRequest,
  signal: AbortSignal,
): Promise<Response> {
  let request: Request;
  try {
    request = toRequest(incoming, signal);
  } catch (error) {
    report(onError, error);
    return error instanceof UnreadableRequest ? refusal(400, 'BODY_UNREADABLE', error.message) : internalError();
  }
  try {
    const response = await answering(request);
    if (typeof response?.status !== 'number') throw new TypeError('The function gave no Response.');
    return response;
  } catch (error) {
    if (!signal.aborted) report(onError, error);
    return internalError();
  }
}
