import type { RecordedRequest } from '../types.js';
import type { Answer } from './answer.js';
import type { Received } from './call.js';
import type { TextSlots } from './text-slots.js';

// Each look at the global one costs Node more than the time itself.
const { performance } = globalThis;

/** Characters of an answer's body that are kept. */
const ANSWER_MAX_LENGTH = 16_384;

/** What is said in a request and in its answer. */
interface Content {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it arrived. */
  readonly text: string | undefined;
  /** The start of the answer's body; `undefined` when there was none, or when it was not a text that was ready to send. */
  readonly answer: string | undefined;
}

/** Where a content was filed: characters of its parts, -1 for one that is not there, and bytes of all. */
interface Filed {
  readonly slots: TextSlots;
  readonly slot: number;
  readonly bytes: number;
  readonly head: number;
  readonly text: number;
  readonly answer: number;
}

/**
 * A request that came, and what became of it. Thousands pass in a second, and the newest are kept, most of which nobody looks at: once it is
 * answered, what it says is put where the garbage collector need not copy it, and is taken apart when somebody does look.
 */
export class RequestLog {
  /** Counts from 1 and never repeats, also after the log was cleared. */
  readonly id: number;
  readonly method: string;
  /** Milliseconds since 1970. */
  readonly at = Date.now();
  /** 0 until there is an answer. */
  status = 0;
  /** Milliseconds until there was an answer. */
  durationMs: number | undefined;
  /** How long the answer's body is. */
  answerLength: number | undefined;
  readonly #started = performance.now();
  readonly #isJson: boolean;
  #content: Content | Filed;
  #record: { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] } | undefined;

  constructor(id: number, { method, url, headers, body }: Received) {
    this.id = id;
    this.method = method;
    this.#content = { url, headers, text: body.text, answer: undefined };
    this.#isJson = 'json' in body;
  }

  /** What it said, and what it was told. */
  get content(): Content {
    return 'slots' in this.#content ? takeOut(this.#content) : this.#content;
  }

  /** The same as everybody may see it. */
  get record(): RecordedRequest {
    if (this.#record === undefined) {
      const { method, status } = this;
      const { url, headers, text } = this.content;
      const body = this.#isJson ? JSON.parse(text as string) : text;
      this.#record = { method, url, headers: { ...headers }, body, status };
    }
    return this.#record;
  }

  /** Takes down the answer. */
  answered({ status, payload }: Answer): void {
    this.status = status;
    this.durationMs = performance.now() - this.#started;
    if (this.#record) this.#record.status = status;
    if (payload === null) return;
    this.answerLength = payload.length;
    // A slice alone would keep the whole of it alive.
    const answer = payload.length <= ANSWER_MAX_LENGTH ? payload : copy(payload.slice(0, ANSWER_MAX_LENGTH));
    const { url, headers, text } = this.content;
    this.#content = { url, headers, text, answer };
  }

  /** Puts what it says into a slot, if it fits there. */
  file(slots: TextSlots, slot: number): void {
    if (!('slots' in this.#content)) this.#content = putAway(this.#content, slots, slot) ?? this.#content;
  }
}

function putAway(content: Content, slots: TextSlots, slot: number): Filed | undefined {
  const { url, headers, text, answer } = content;
  // Neither an URL nor a header can have a line break.
  let head = url;
  for (const name of Object.keys(headers)) head += `\n${name}\n${headers[name]}`;
  const bytes = slots.put(slot, head + (text ?? '') + (answer ?? ''));
  if (bytes === undefined) return undefined;
  return { slots, slot, bytes, head: head.length, text: text?.length ?? -1, answer: answer?.length ?? -1 };
}

function takeOut({ slots, slot, bytes, head, text, answer }: Filed): Content {
  const whole = slots.get(slot, bytes);
  const [url = '', ...lines] = whole.slice(0, head).split('\n');
  const headers: [string, string][] = [];
  for (let at = 0; at < lines.length; at += 2) headers.push([lines[at] as string, lines[at + 1] as string]);
  return {
    url,
    headers: Object.fromEntries(headers),
    text: text < 0 ? undefined : whole.slice(head, head + text),
    answer: answer < 0 ? undefined : whole.slice(whole.length - answer),
  };
}

function copy(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
