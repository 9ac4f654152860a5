import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Answer, errorAnswer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';

/** What answers requests. */
export type Answering = (request: Request) => Promise<Response>;

/** Makes of it what `node:http` calls, and leaves the global `Request` and `Response` alone. */
export function createBridge(answer: Answering): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return getRequestListener(
    async (request, env) => {
      const response = await answer(request);
      return response instanceof Answer ? send(response, env.outgoing as ServerResponse) : response;
    },
    { overrideGlobalObjects: false, errorHandler: (error) => unreadable(error).toResponse() },
  );
}

/** Writes the text itself: through a `Response` it would pass a stream. */
function send({ status, fields, payload }: Answer, outgoing: ServerResponse): Response {
  outgoing.writeHead(status, payload === null ? fields : { ...fields, 'content-length': Buffer.byteLength(payload) });
  outgoing.end(payload ?? undefined);
  return RESPONSE_ALREADY_SENT;
}

/** A request line or Host header that makes no URL, so that there is no `Request` to answer. */
function unreadable(error: unknown): Answer {
  return errorAnswer(new ApiError(400, 'ERR_BAD_REQUEST', error instanceof Error ? error.message : String(error)));
}
