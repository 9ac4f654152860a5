/** Starts the work, unless the signal is aborted. Rejects with the reason of the signal if it is aborted before the work ends. */
export function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', abort));
  });
}
