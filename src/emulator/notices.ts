/**
 * Returns a function that passes each message to `notice` once. An error that `notice` throws is discarded: it must not
 * change the response of the request that caused the message.
 */
export function onceEach(notice: (message: string) => void = () => {}): (message: string) => void {
  const seen = new Set<string>();
  return (message) => {
    if (seen.has(message)) return;
    seen.add(message);
    try {
      notice(message);
    } catch {
      // The request gets its response anyway.
    }
  };
}
