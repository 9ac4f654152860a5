import type { Answer } from '../../exchange.js';

const encoder = new TextEncoder();

/** The body of an answer in the parts that are sent. For a reset: the part before the connection breaks. */
export async function* partsOf({ text, manner }: Answer): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const bytes = encoder.encode(text ?? '');
  if (manner?.kind === 'reset') yield bytes.subarray(0, Math.floor(bytes.length / 2));
  if (manner?.kind !== 'trickle') return;
  for (let start = 0; start < bytes.length; start += manner.bytes) {
    if (start > 0) await manner.wait(manner.everyMs);
    yield bytes.subarray(start, start + manner.bytes);
  }
}

/** Whether a client gets nothing at all. An answer without a body has no half: a reset breaks the connection before it. */
export function isLost({ text, manner }: Answer): boolean {
  return manner?.kind === 'drop' || (manner?.kind === 'reset' && text === null);
}

/**
 * The answer as `fetch` returns it. Throws, as `fetch` does, where a fault breaks the connection. The body ends with an
 * error when the signal is aborted.
 */
export function toResponse(answer: Answer, signal?: AbortSignal): Response {
  const { status, headers, text, manner } = answer;
  if (isLost(answer)) throw new TypeError('fetch failed: a fault of the emulator dropped the connection');
  return new Response(manner === undefined || text === null ? text : streamOf(answer, signal), { status, headers });
}

function streamOf(answer: Answer, signal?: AbortSignal): ReadableStream<Uint8Array> {
  const parts = partsOf(answer);
  return new ReadableStream({
    start(controller) {
      signal?.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
    async pull(controller) {
      const { value, done } = await parts.next();
      if (signal?.aborted) return;
      if (!done) controller.enqueue(value);
      else if (answer.manner?.kind === 'reset')
        controller.error(new TypeError('terminated: a fault of the emulator reset the connection'));
      else controller.close();
    },
    cancel: () => void parts.return(undefined),
  });
}
