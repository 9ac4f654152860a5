/** Parses a body: JSON, or JSON lines, which become a list. `undefined` if it is neither. */
export function parseEvents(text: string): { readonly event: unknown } | undefined {
  return parse(text) ?? parseLines(text);
}

function parseLines(text: string): { readonly event: unknown[] } | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map(parse);
  if (lines.length < 2 || parsed.includes(undefined)) return undefined;
  return { event: parsed.map((line) => line?.event) };
}

function parse(text: string): { readonly event: unknown } | undefined {
  try {
    return { event: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Longer ids are stored as a digest: they are never cut, because the rest may be what tells two events apart. */
const ID_MAX_LENGTH = 100;

/**
 * Returns the id of an event: the one that the signature covers, or the one of the headers. Without one, a digest of the body identifies the
 * event: a repeated event has the same body.
 */
export async function idOf(verified: string | undefined, { headers }: Request, body: string): Promise<string> {
  const id = verified || headers.get('webhook-id') || headers.get('svix-id');
  if (!id) return sha256(body);
  return id.length <= ID_MAX_LENGTH ? id : `sha256:${await sha256(id)}`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
