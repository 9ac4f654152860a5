import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Answer, errorAnswer } from '../http/answer.js';
import { ApiError } from '../http/api-error.js';
import type { Received } from '../http/call.js';
import { FaultyAnswer } from '../http/faults-answer.js';
import { andThen, type Soon } from '../http/soon.js';
import type { Door } from './door.js';
import { plainHead, readPlain } from './plain-request.js';

/** What answers requests: any, and, at less cost, those to one of CometChat's own paths. Neither fails. */
export interface Answering {
  answer(request: Request): Promise<Answer | Response>;
  answerReceived(received: Received): Soon<Answer>;
}

/** The request listener of `node:http`. It leaves the global `Request` and `Response` alone. */
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

  /** Whatever fails here is between this process and the socket. */
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

/** Without CORS headers: no web page reads it. */
function refuse(message: string, outgoing: ServerResponse): void {
  const error = new ApiError(403, 'AUTH_ERR_NO_ACCESS', message);
  const body = JSON.stringify(error);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  outgoing.writeHead(error.status, headers).end(body);
}

function deliver(answer: Answer, outgoing: ServerResponse): Promise<void> | undefined {
  return answer instanceof FaultyAnswer ? misbehave(answer, outgoing) : send(answer, outgoing);
}

/** Writes the text itself: through a `Response` it would pass a stream. */
function send({ status, fields, payload }: Answer, outgoing: ServerResponse): undefined {
  if (payload === null) {
    outgoing.writeHead(status, fields).end();
    return;
  }
  const length = Buffer.byteLength(payload);
  // Node writes a flat list of names and values as it is.
  const head: string[] = [];
  for (const name of Object.keys(fields)) head.push(name, fields[name] as string);
  head.push('content-length', String(length));
  outgoing.writeHead(status, head);
  // Head and body go out as one text, which `end(payload)` would send with an empty one after it: two to be gathered.
  outgoing.cork();
  // Latin-1 is what takes Node least time; a text of as many bytes as letters is ASCII.
  outgoing.write(payload, length === payload.length ? 'latin1' : 'utf8');
  outgoing.uncork();
  outgoing.end();
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
  for await (const part of answer.parts()) {
    // Who has left waits for nothing more.
    if (outgoing.destroyed) return;
    await written(outgoing, part);
  }
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
