import * as z from 'zod/mini';
import { CometChatException } from '../../errors/exception.js';
import { invalidOption, isFunction, isObject } from '../../transport/call-options.js';
import { checkOptions } from '../arguments.js';
import { callOnError, errorResponse, type OnError } from '../http-response.js';
import { Callback } from '../schemas.js';
import { internalErrorResponse } from '../upstream-response.js';
import { createBody } from './body.js';
import { toRequest, UnreadableRequest } from './request.js';
import { writeResponse } from './response.js';
import type { NodeRequest, NodeResponse } from './types.js';

/** Options of `toNodeHandler`. */
export interface NodeHandlerOptions {
  /** Called with each error of the function, and with the reason why a request could not be read, for your log. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const Options = z.strictObject({ onError: Callback } satisfies Record<keyof NodeHandlerOptions, z.ZodMiniType>);

/** A request listener for `node:http`, `node:http2` and Express. */
export type NodeHandler = (incoming: NodeRequest, outgoing: NodeResponse) => Promise<void>;

/**
 * Turns a function from a `Request` to a `Response` into a request listener for `node:http`, `node:http2` and Express; `docs/server.md`
 * shows Fastify. Bodies are streamed. If the client disconnects, `request.signal` is aborted. If the function throws, the response is 500 and
 * does not contain the error. The URL comes from the connection and the `Host` header (`:authority` in HTTP/2), not from `X-Forwarded-*`,
 * because any client can send these headers. If the function leaves a body unread, up to 1 MB of it is discarded after the response, for at
 * most one second; then the connection is closed.
 *
 * If `express.json()` has parsed the body already, the body is serialized again. That is enough for a token endpoint. A webhook's
 * signature covers the original bytes: mount a webhook before `express.json()`, or with `express.raw({ type: () => true })`.
 *
 * Throws a `CometChatException` (kind `config`) for invalid options. The listener rejects with `INVALID_PARAMETER` (kind `validation`) if
 * its arguments are not those of `node:http`.
 *
 * @example
 * app.post('/api/cometchat-token', toNodeHandler(createTokenEndpoint({ admin, authenticate })));
 */
export function toNodeHandler(
  handler: (request: Request) => Response | Promise<Response>,
  options: NodeHandlerOptions = {},
): NodeHandler {
  if (!isFunction(handler)) throw invalidOption('handler', 'a function from a Request to a Response');
  const { onError } = checkOptions('toNodeHandler', Options, options);
  return async (incoming, outgoing) => {
    if (!isObject(incoming?.headers) || !isFunction(outgoing?.on)) throw notNodeRequest();
    const disconnected = new AbortController();
    outgoing.on('close', () => {
      // In HTTP/2, a cancelled response counts as finished, but not as ended.
      if (!outgoing.writableEnded || !outgoing.writableFinished)
        disconnected.abort(new Error('The client disconnected.'));
    });
    const body = createBody(incoming, outgoing);
    const response = await responseOf(handler, onError, () => toRequest(incoming, body, disconnected.signal));
    try {
      await writeResponse(response, outgoing, incoming.method === 'HEAD', body);
    } catch (error) {
      // Close the connection: an incomplete response must not look complete.
      outgoing.destroy();
      if (!disconnected.signal.aborted) callOnError(onError, error);
    }
  };
}

function notNodeRequest(): CometChatException {
  const message = 'The handler takes the request and the response of node:http. A Request needs no toNodeHandler.';
  return new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message });
}

async function responseOf(
  handler: (request: Request) => Response | Promise<Response>,
  onError: OnError,
  makeRequest: () => Request,
): Promise<Response> {
  let request: Request;
  try {
    request = makeRequest();
  } catch (error) {
    callOnError(onError, error);
    return error instanceof UnreadableRequest
      ? errorResponse(400, 'BODY_UNREADABLE', error.message)
      : internalErrorResponse();
  }
  try {
    const response = await handler(request);
    if (typeof response?.status !== 'number') throw new TypeError('The function did not return a Response.');
    return response;
  } catch (error) {
    if (!request.signal.aborted) callOnError(onError, error);
    return internalErrorResponse();
  }
}
