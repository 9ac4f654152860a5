import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Answer, errorAnswer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import { FaultyAnswer } from '../http/faults-answer.js';

/** What answers requests. */
export type Answering = (request: Request) => Promise<Response>;

/** Makes of it what `node:http` calls, and leaves the global `Request` and `Response` alone. */
export function createBridge(answer: Answering): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return getRequestListener(
    async (request, env) => {
      const response = await answer(request);
      if (response instanceof FaultyAnswer) return misbehave(response, env.outgoing as ServerResponse);
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

/** Does to the socket what a fault asks for. */
async function misbehave(answer: FaultyAnswer, outgoing: ServerResponse): Promise<Response> {
  const { manner, status, fields, payload } = answer;
  if (manner.kind === 'drop') {
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  outgoing.writeHead(status, { ...fields, 'content-length': Buffer.byteLength(payload ?? '') });
  outgoing.flushHeaders();
  for await (const part of answer.parts()) await written(outgoing, part);
  if (manner.kind === 'reset') outgoing.socket?.resetAndDestroy();
  else outgoing.end();
  return RESPONSE_ALREADY_SENT;
}

/** Settles when a part is with the system, or when nobody wants it any longer. */
function written(outgoing: ServerResponse, part: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(part, () => resolve());
  });
}

/** A request line or Host header that makes no URL, so that there is no `Request` to answer. */
function unreadable(error: unknown): Answer {
  return errorAnswer(new ApiError(400, 'ERR_BAD_REQUEST', error instanceof Error ? error.message : String(error)));
}
