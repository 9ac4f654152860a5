import type { RequestLog } from '../middleware/request-log.js';

/** Headers that curl adds itself, or that concern only the original connection. */
const OMIT =
  /^(?:host|content-length|connection|accept-encoding|accept-language|user-agent|origin|referer|sec-.*|cache-control|pragma|priority|transfer-encoding|keep-alive|dnt|cookie)$/;

/** A shell command that sends a request again, to the emulator at `origin`. */
export function toCurl({ shown, text }: RequestLog, origin: string): string {
  const { method, url: whole, headers } = shown;
  const url = new URL(whole);
  const parts = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quote(origin + url.pathname + url.search)}`];
  // The app id may be only in the host name.
  if (url.host !== new URL(origin).host) parts.push(`-H ${quote(`Host: ${url.host}`)}`);
  for (const [name, value] of Object.entries(headers)) {
    if (!OMIT.test(name)) parts.push(`-H ${quote(`${name}: ${value}`)}`);
  }
  if (text !== undefined) parts.push(`--data-raw ${quote(text)}`);
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
