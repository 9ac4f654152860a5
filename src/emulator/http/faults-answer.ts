import { Answer } from './answer.js';

/** How the delivery of a response fails: no response, half a response, or a slow one. */
export type Manner =
  | { readonly kind: 'drop' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number };

/** Waits some milliseconds, or less if the emulator is closed before. */
export type Wait = (ms: number) => Promise<void>;

const encoder = new TextEncoder();

/**
 * A response that is delivered with a fault. The server applies the fault to the socket; `toResponse` simulates it for
 * `fetch`.
 */
export class FaultyAnswer extends Answer {
  readonly manner: Manner;
  readonly #wait: Wait;

  constructor({ status, payload, fields }: Answer, manner: Manner, wait: Wait) {
    super(status, payload, fields);
    this.manner = manner;
    this.#wait = wait;
  }

  /** The body in the parts that are sent. For a reset: the part before the connection breaks. */
  async *parts(): AsyncGenerator<Uint8Array> {
    const bytes = encoder.encode(this.payload ?? '');
    if (this.manner.kind === 'drop') return;
    if (this.manner.kind === 'reset') {
      yield bytes.subarray(0, Math.floor(bytes.length / 2));
      return;
    }
    for (let start = 0; start < bytes.length; start += this.manner.bytes) {
      if (start > 0) await this.#wait(this.manner.everyMs);
      yield bytes.subarray(start, start + this.manner.bytes);
    }
  }

  /** Throws, as `fetch` does without a response. */
  override toResponse(): Response {
    if (this.manner.kind === 'drop')
      throw new TypeError('fetch failed: a fault of the emulator dropped the connection');
    if (this.payload === null) return super.toResponse();
    const parts = this.parts();
    const broken = this.manner.kind === 'reset';
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = await parts.next();
        if (value !== undefined) controller.enqueue(value);
        else if (done && broken)
          controller.error(new TypeError('terminated: a fault of the emulator reset the connection'));
        else controller.close();
      },
      cancel: () => void parts.return(undefined),
    });
    return new Response(stream, { status: this.status, headers: this.fields });
  }
}

/** Whether the client gets no response at all. */
export function isDropped(answer: Answer): boolean {
  return answer instanceof FaultyAnswer && answer.manner.kind === 'drop';
}
