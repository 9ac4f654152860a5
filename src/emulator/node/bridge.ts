import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Answer, errorAnswer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import { FaultyAnswer } from '../http/faults-answer.js';
import { plainRequest } from './plain-request.js';

/** What answers requests. */
export type Answering = (request: Request) => Promise<Response>;

/** Makes of it what `node:http` calls, and leaves the global `Request` and `Response` alone. */
export function createBridge(answer: Answering): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const anyRequest = getRequestListener(
    async (request, env) => {
      const response = await answer(request);
      if (!(response instanceof Answer)) return response;
      await deliver(response, env.outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false, errorHandler: (error) => unreadable(error).toResponse() },
  );

  async function plain(request: Request, outgoing: ServerResponse): Promise<void> {
    try {
      const response = await answer(request);
      await deliver(response instanceof Answer ? response : await copy(response), outgoing);
    } catch {
      outgoing.destroy();
    }
  }

  return (incoming, outgoing) => {
    const request = plainRequest(incoming);
    void (request === undefined ? anyRequest(incoming, outgoing) : plain(request, outgoing));
  };
}

async function copy(response: Response): Promise<Answer> {
  return new Answer(response.status, await response.text(), Object.fromEntries(response.headers));
}

function deliver(answer: Answer, outgoing: ServerResponse): Promise<void> | undefined {
  return answer instanceof FaultyAnswer ? misbehave(answer, outgoing) : send(answer, outgoing);
}

/** Writes the text itself: through a `Response` it would pass a stream. */
function send({ status, fields, payload }: Answer, outgoing: ServerResponse): undefined {
  outgoing.writeHead(status, payload === null ? fields : { ...fields, 'content-length': Buffer.byteLength(payload) });
  outgoing.end(payload ?? undefined);
}

/** Does to the socket what a fault asks for. */
async function misbehave(answer: FaultyAnswer, outgoing: ServerResponse): Promise<void> {
  const { manner, status, fields, payload } = answer;
  if (manner.kind === 'drop') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { ...fields, 'content-length': Buffer.byteLength(payload ?? '') });
  outgoing.flushHeaders();
  for await (const part of answer.parts()) await written(outgoing, part);
  if (manner.kind === 'reset') outgoing.socket?.resetAndDestroy();
  else outgoing.end();
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
