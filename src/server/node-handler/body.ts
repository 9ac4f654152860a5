import type { NodeRequest, NodeResponse } from './types.js';

/** The most bytes that are read and discarded after the response. A client that sends more is disconnected. */
const DISCARD_MAX_BYTES = 1_048_576;
/** The longest time for it, in milliseconds. */
const DISCARD_MAX_MS = 1_000;

/** The body of an incoming request. */
export interface IncomingBody {
  /** Streams the body with back-pressure: it is read from the connection only as fast as the handler reads it. */
  stream(): ReadableStream<Uint8Array>;
  /**
   * Discards the part that nobody has read. Call it before the end of the response, and the returned function when the response was sent:
   * until then, closing the connection could lose the response. A small rest is read, so that the client can use the connection again; for a
   * large one the connection is closed.
   */
  discard(): () => void;
}

/** Prepares the body of a request. Nothing is read before the stream is. */
export function createBody(incoming: NodeRequest, outgoing: NodeResponse): IncomingBody {
  let endStream = () => {};

  return {
    stream() {
      let ended = false;
      const once = (finish: () => void) => () => {
        if (!ended) finish();
        ended = true;
      };
      return new ReadableStream(
        {
          start(controller) {
            endStream = once(() => controller.error(new Error('The response was sent before the body was read.')));
            const fail = once(() => controller.error(new Error('The body ended early.')));
            incoming.on('data', (chunk: Uint8Array) => {
              if (ended) return;
              controller.enqueue(chunk);
              incoming.pause();
            });
            incoming.on(
              'end',
              once(() => controller.close()),
            );
            incoming.on('error', fail);
            incoming.on('close', fail);
            incoming.pause();
          },
          pull: () => void incoming.resume(),
          // The rest is discarded after the response.
          cancel: once(() => {}),
        },
        { highWaterMark: 0 },
      );
    },

    discard() {
      endStream();
      let isOver = incoming.readableEnded;
      let isSent = false;
      let bytes = 0;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = () => {
        isOver = true;
        clearTimeout(timer);
      };
      const disconnect = () => {
        incoming.destroy();
        // In HTTP/2 this ends the stream, and the connection stays.
        outgoing.destroy();
      };
      const disconnectIfLarge = () => {
        if (isSent && bytes > DISCARD_MAX_BYTES) disconnect();
      };
      if (!isOver) {
        incoming.on('end', stop);
        incoming.on('close', stop);
        incoming.on('data', (chunk) => {
          bytes += chunk.byteLength;
          disconnectIfLarge();
        });
        incoming.resume();
      }
      return () => {
        isSent = true;
        if (isOver || outgoing.destroyed) return;
        timer = setTimeout(disconnect, DISCARD_MAX_MS);
        disconnectIfLarge();
      };
    },
  };
}
