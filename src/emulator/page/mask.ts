const HIDDEN = '••••••••';

/** Body fields and headers whose whole value is secret. */
const FIELD = /"(authToken|apiKey|jwt|fat|token)"(\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const HEADERS = new Set(['apikey', 'authtoken', 'authorization', 'cookie']);

/** An auth token: uid, `_`, ten digits, thirty hex digits. Masking keeps the uid, so that its user stays visible. */
const AUTH_TOKEN = /([A-Za-z0-9_-]{1,100})_\d{10}[0-9a-f]{30}/g;
const API_KEY = /\b[0-9a-f]{40}\b/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Removes everything from a text that would let an onlooker log in. JSON stays valid. */
export function maskText(text: string): string {
  return text
    .replace(FIELD, (_, name, colon) => `"${name}"${colon}"${HIDDEN}"`)
    .replace(AUTH_TOKEN, (_, uid) => `${uid}_${HIDDEN}`)
    .replace(API_KEY, HIDDEN)
    .replace(JWT, HIDDEN);
}

/** Like {@link maskText}, for headers. */
export function maskHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, HEADERS.has(name) ? HIDDEN : maskText(value)]),
  );
}
