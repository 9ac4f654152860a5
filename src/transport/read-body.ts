import { utf8Bytes } from '../user/text.js';

/** Reads the body of a response as text. Stops and returns `undefined` if it has more than `max` bytes. */
export async function readBody(response: Response, max: number): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > max) {
    cancel(response.body);
    return undefined;
  }
  // React Native has no streams.
  if (typeof response.body?.getReader !== 'function') {
    const text = await response.text();
    return isLonger(text, max) ? undefined : text;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > max) {
      cancel(reader);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Cancels a body that nobody reads, because it would keep its connection open. It does not wait, and ignores errors. */
export function cancel(body: { cancel(): Promise<void> } | null | undefined): void {
  body?.cancel().catch(() => undefined);
}

/** Whether a text has more than `max` bytes. One UTF-16 unit takes at most three bytes, so most texts need no exact count. */
function isLonger(text: string, max: number): boolean {
  return text.length * 3 > max && utf8Bytes(text) > max;
}
