/** Bytes of a slot: enough for a usual request with its answer. */
const SLOT_BYTES = 1024;

/** Slots that are made at a time, when the first of them is used. */
const BLOCK = 64;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts out of the way of the garbage collector, each in a slot of its own. */
export class TextSlots {
  readonly #blocks = new Map<number, Uint8Array>();

  /** Puts a text in the place of what is there. Answers with its bytes, `undefined` where it does not fit. */
  put(slot: number, text: string): number | undefined {
    if (text.length > SLOT_BYTES) return undefined;
    const { read, written } = encoder.encodeInto(text, this.#at(slot, SLOT_BYTES));
    return read === text.length ? written : undefined;
  }

  get(slot: number, bytes: number): string {
    return decoder.decode(this.#at(slot, bytes));
  }

  #at(slot: number, bytes: number): Uint8Array {
    const number = Math.floor(slot / BLOCK);
    let block = this.#blocks.get(number);
    if (block === undefined) {
      block = new Uint8Array(BLOCK * SLOT_BYTES);
      this.#blocks.set(number, block);
    }
    const start = (slot % BLOCK) * SLOT_BYTES;
    return block.subarray(start, start + bytes);
  }
}
