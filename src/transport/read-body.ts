import { utf8Bytes } from '../user/text.js';

/** The body of a response as text, or `undefined` if it has more bytes than `max`. It stops reading there. */
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

/** Ends a body that is not read, which would keep its connection open. It is not waited for, and a body that has broken off is fine. */
export function cancel(body: { cancel(): Promise<void> } | null | undefined): void {
  body?.cancel().catch(() => undefined);
}

/** Whether a text has more bytes than `max`. A UTF-16 unit has three at most, so most texts need not be counted. */
function isLonger(text: string, max: number): boolean {
  return text.length * 3 > max && utf8Bytes(text) > max;
}
