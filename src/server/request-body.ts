/** The reason why a body was not read: it is over the limit, it was read before, or the connection ended early. */
export type BodyProblem = 'tooLarge' | 'readBefore' | 'broken';

/** The body as text, or the reason why it was not read. */
export type BodyText = { readonly text: string; readonly problem?: never } | { readonly problem: BodyProblem };

/** Requests whose original body is lost: a parser read it, and we serialized the parsed value again. */
const rewritten = new WeakSet<Request>();

/** Marks a request whose body was parsed and serialized again: a signature cannot be checked against it. */
export function markRewritten(request: Request): void {
  rewritten.add(request);
}

/** Whether the body was parsed and serialized again. */
export function isRewritten(request: Request): boolean {
  return rewritten.has(request);
}

/** Reads a body to its end, or to the limit: an endless body must not use more memory than that. */
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
  // Keep a byte order mark: a signature covers it too.
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

/** Parses a text as a JSON object; returns `undefined` for any other text. */
export function parseObject(text: string): { readonly [field: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
