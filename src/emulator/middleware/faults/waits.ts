/** The waits of the requests that are open between two closes of the emulator. */
export class Waits {
  readonly #ends = new Set<() => void>();
  #ended = false;

  /** Waits some milliseconds, or until {@link end}; not at all after that. */
  wait(ms: number): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#ends.add(end);
    });
  }

  /** Ends every wait, and those that begin later. */
  end(): void {
    this.#ended = true;
    for (const end of this.#ends) end();
  }
}
