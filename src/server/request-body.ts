/** Why a body was not read: it is over the limit, somebody read it before, or its sender went away. */
export type BodyProblem = 'tooLarge' | 'readBefore' | 'broken';

/** A body as text, or why not. */
export type BodyText = { readonly text: string; readonly problem?: never } | { readonly problem: BodyProblem };

/** Requests of which the body is not the one that was sent, but what a parser made of it, written anew. */
const rewritten = new WeakSet<Request>();

/** Remembers that the body was parsed before and written anew, so that a signature over it proves nothing. */
export function markRewritten(request: Request): void {
  rewritten.add(request);
}

/** Whether the body is one that was parsed before and written anew. */
export function isRewritten(request: Request): boolean {
  return rewritten.has(request);
}

/** Reads a body to its end, or to the limit: whoever sends for ever costs no more memory than that. */
export async function readText(request: Request, maxBytes: number): Promise<BodyText> {
  if (request.bodyUsed) return { problem: 'readBefore' };
  if (Number(request.headers.get('content-length')) > maxBytes) return { problem: 'tooLarge' };
  try {
    return await readStream(request.body, maxBytes);
  } catch {
    return { problem: 'broken' };
  }
}

async function readStream(body: Request['body'], maxBytes: number): Promise<BodyText> {
  // With its byte order mark, if it has one: a signature is over that as well.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  if (!body) return { text: '' };
  const reader = body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode() };
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => undefined);
      return { problem: 'tooLarge' };
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The object that a text holds as JSON; `undefined` for anything else. */
export function parseObject(text: string): { readonly [field: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
