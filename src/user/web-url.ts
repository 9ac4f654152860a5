import { URL_MAX_LENGTH } from './limits.js';
import { codePoints, hasLoneSurrogate } from './text.js';

/** A URL with valid characters only (RFC 3986) and a host after the slashes. */
const LEGAL = /^https?:\/\/[\w\-.~:[\]@!$&'()*+,;=%][\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i;

/** The URL to send, without spaces around it. A valid URL stays as it is; otherwise the URL standard decides its form. */
export function sentUrl<T>(value: T): T | string {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return LEGAL.test(text) ? text : (parse(text) ?? text);
}

/** A normalized form of a URL: two spellings of the same URL have the same one. */
export function comparableUrl(value: unknown): unknown {
  return typeof value === 'string' ? (parse(value.trim()) ?? value) : value;
}

/** A sentence that says why a URL is wrong; `undefined` for a valid one. */
export function urlMessage(field: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${field} must be a string.`;
  if (!value.trim()) return `${field} is empty; null clears it.`;
  if (hasLoneSurrogate(value)) return `${field} contains half a surrogate pair.`;
  const text = value.trim();
  if (parse(text) === undefined) return `${field} must be an http(s) URL: ${wrongPart(text)}.`;
  const length = codePoints(sentUrl(text) as string);
  return length > URL_MAX_LENGTH
    ? `${field} has ${length} characters as it is sent; at most ${URL_MAX_LENGTH} are allowed.`
    : undefined;
}

/** The URL in the form of the standard; `undefined` if it is not a URL or has another scheme. */
function parse(text: string): string | undefined {
  const href = hrefOf(text);
  return href !== undefined && /^https?:/.test(href) ? href : undefined;
}

function hrefOf(text: string): string | undefined {
  try {
    return new URL(text).href;
  } catch {
    return undefined;
  }
}

/** Says which part of a text is not valid in a URL. */
function wrongPart(text: string): string {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(text) ?? [];
  // `example.com:8080/a` begins with a host and a port, not with a scheme.
  if (scheme === undefined || /^\d+(?:[/?#]|$)/.test(rest)) return 'it has no scheme, such as https://';
  if (!/^https?$/i.test(scheme)) return `its scheme is ${scheme.slice(0, 20)}`;
  const [authority = ''] = rest.replace(/^[/\\]+/, '').split(/[/\\?#]/, 1);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (host === '' || host.startsWith(':')) return 'it has no host';
  const [, name, port] = /^(.*):([^:\]]*)$/s.exec(host) ?? [];
  if (port !== undefined && hrefOf(`https://${name}`)) return 'its port is not a number from 0 to 65535';
  return 'its host is not valid';
}
