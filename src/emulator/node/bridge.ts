import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Answer, errorAnswer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import type { Received } from '../http/call.js';
import { FaultyAnswer } from '../http/faults-answer.js';
import { andThen, type MaybePromise } from '../http/maybe-promise.js';
import type { Door } from './door.js';
import { plainHead, readPlain } from './plain-request.js';

/**
 * Handles requests: any request, or faster, a request to one of CometChat's own paths. Neither method throws or
 * rejects.
 */
export interface Answering {
  answer(request: Request): Promise<Answer | Response>;
  answerReceived(received: Received): MaybePromise<Answer>;
}

/** The request listener for `node:http`. It does not replace the global `Request` and `Response`. */
export function createBridge(
  { answer, answerReceived }: Answering,
  door: Door,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const anyRequest = getRequestListener(
    async (request, env) => {
      const response = await answer(request);
      if (!(response instanceof Answer)) return response;
      await deliver(response, env.outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false, errorHandler: (error) => unreadable(error).toResponse() },
  );

  /** An error here comes only from the socket, so it destroys the socket. */
  function plain(received: Received, outgoing: ServerResponse): void {
    try {
      const sent = andThen(answerReceived(received), (found) => deliver(found, outgoing));
      if (sent instanceof Promise) sent.catch(() => outgoing.destroy());
    } catch {
      outgoing.destroy();
    }
  }

  return (incoming, outgoing) => {
    const refusal = door.refusal(incoming);
    if (refusal !== undefined) return refuse(refusal, outgoing);
    const head = plainHead(incoming);
    if (head === undefined) Promise.resolve(anyRequest(incoming, outgoing)).catch(() => outgoing.destroy());
    else readPlain(incoming, head, (received) => plain(received, outgoing));
  };
}

/** Responds without CORS headers, so that no web page can read it. */
function refuse(message: string, outgoing: ServerResponse): void {
  const error = new ApiError(403, 'AUTH_ERR_NO_ACCESS', message);
  const body = JSON.stringify(error);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  outgoing.writeHead(error.status, headers).end(body);
}

function deliver(answer: Answer, outgoing: ServerResponse): Promise<void> | undefined {
  return answer instanceof FaultyAnswer ? applyToSocket(answer, outgoing) : send(answer, outgoing);
}

/** Writes the text directly: a `Response` would add a stream. */
function send({ status, fields, payload }: Answer, outgoing: ServerResponse): undefined {
  if (payload === null) {
    outgoing.writeHead(status, fields).end();
    return;
  }
  const length = Buffer.byteLength(payload);
  // Node writes a flat list of names and values without conversion.
  const head: string[] = [];
  for (const name of Object.keys(fields)) head.push(name, fields[name] as string);
  head.push('content-length', String(length));
  outgoing.writeHead(status, head);
  // Cork sends head and body together. `end(payload)` would add an empty chunk after them.
  outgoing.cork();
  // Latin-1 is the fastest for Node. A text with as many bytes as characters is ASCII.
  outgoing.write(payload, length === payload.length ? 'latin1' : 'utf8');
  outgoing.uncork();
  outgoing.end();
}

/** Applies a fault to the socket. */
async function applyToSocket(answer: FaultyAnswer, outgoing: ServerResponse): Promise<void> {
  const { manner, status, fields, payload } = answer;
  if (manner.kind === 'drop') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { ...fields, 'content-length': Buffer.byteLength(payload ?? '') });
  outgoing.flushHeaders();
  for await (const part of answer.parts()) {
    // Stop when the client has disconnected.
    if (outgoing.destroyed) return;
    await written(outgoing, part);
  }
  if (manner.kind === 'reset') outgoing.socket?.resetAndDestroy();
  else outgoing.end();
}

/** Resolves when the part was passed to the operating system, or when the connection has ended. */
function written(outgoing: ServerResponse, part: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(part, () => resolve());
  });
}

/** The response to a request line or Host header that is not a valid URL. There is no `Request` for it. */
function unreadable(error: unknown): Answer {
  return errorAnswer(new ApiError(400, 'ERR_BAD_REQUEST', error instanceof Error ? error.message : String(error)));
}
