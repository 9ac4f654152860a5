import { RequestLog } from './request-log.js';

/** The size of a slot in bytes: enough for a usual request and its response. */
const SLOT_BYTES = 1024;
/** The bytes of a slot for its numbers, which come first. */
const NUMBER_BYTES = 10 * Float64Array.BYTES_PER_ELEMENT;

/** The number of slots to allocate at a time. */
const BLOCK = 64;

/** The length of an absent text. */
const NONE = -1;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The same memory as bytes for texts, and as numbers. */
interface Block {
  readonly bytes: Uint8Array;
  readonly numbers: Float64Array;
}

/** Finished requests, each in a slot of bytes. The garbage collector would copy objects, but does not copy bytes. */
export class RequestSlots {
  readonly #blocks = new Map<number, Block>();

  /** Writes a request into a slot and overwrites its content. Returns whether the request fits. */
  put(slot: number, log: RequestLog): boolean {
    const { url, headers, text, answer } = log.content;
    // None of these texts can contain a line break.
    let head = `${log.method}\n${url}`;
    for (const name of Object.keys(headers)) head += `\n${name}\n${headers[name]}`;
    const whole = head + (text ?? '') + (answer ?? '');
    if (whole.length > SLOT_BYTES - NUMBER_BYTES) return false;
    const { bytes, numbers } = this.#block(slot);
    const start = startOf(slot);
    const { read, written } = encoder.encodeInto(whole, bytes.subarray(start + NUMBER_BYTES, start + SLOT_BYTES));
    if (read < whole.length) return false;
    let at = start / Float64Array.BYTES_PER_ELEMENT;
    numbers[at++] = log.id;
    numbers[at++] = log.at;
    numbers[at++] = log.status;
    numbers[at++] = log.durationMs ?? NONE;
    numbers[at++] = log.answerLength ?? NONE;
    numbers[at++] = Number(log.isJson);
    numbers[at++] = written;
    numbers[at++] = head.length;
    numbers[at++] = text?.length ?? NONE;
    numbers[at++] = answer?.length ?? NONE;
    return true;
  }

  /** Reads the request in a slot. */
  get(slot: number): RequestLog {
    const { bytes, numbers } = this.#block(slot);
    const start = startOf(slot);
    const first = start / Float64Array.BYTES_PER_ELEMENT;
    const kept = numbers.subarray(first, first + NUMBER_BYTES / Float64Array.BYTES_PER_ELEMENT);
    const [id = 0, at = 0, status = 0, durationMs = NONE, answerLength = NONE, isJson, written = 0, ...lengths] = kept;
    const [head = 0, text = NONE, answer = NONE] = lengths;
    const whole = decoder.decode(bytes.subarray(start + NUMBER_BYTES, start + NUMBER_BYTES + written));
    const [method = '', url = '', ...lines] = whole.slice(0, head).split('\n');
    const content = {
      url,
      headers: headersOf(lines),
      text: text === NONE ? undefined : whole.slice(head, head + text),
      answer: answer === NONE ? undefined : whole.slice(whole.length - answer),
    };
    const log = new RequestLog({ id, method, at, isJson: isJson === 1, content });
    log.status = status;
    log.durationMs = durationMs === NONE ? undefined : durationMs;
    log.answerLength = answerLength === NONE ? undefined : answerLength;
    return log;
  }

  #block(slot: number): Block {
    const number = Math.floor(slot / BLOCK);
    let block = this.#blocks.get(number);
    if (block === undefined) {
      const bytes = new Uint8Array(BLOCK * SLOT_BYTES);
      block = { bytes, numbers: new Float64Array(bytes.buffer) };
      this.#blocks.set(number, block);
    }
    return block;
  }
}

function startOf(slot: number): number {
  return (slot % BLOCK) * SLOT_BYTES;
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: [string, string][] = [];
  for (let at = 0; at < lines.length; at += 2) headers.push([lines[at] as string, lines[at + 1] as string]);
  return Object.fromEntries(headers);
}
