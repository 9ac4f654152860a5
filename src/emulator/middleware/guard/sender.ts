import { readHost } from './hosts.js';

/** The parts of a request that identify its sender. */
export interface Sender {
  /** The Host header. `undefined` when it is missing, repeated, or different from the request line. */
  readonly host: string | undefined;
  /** The Origin header. Several values are joined with commas; a valid origin has none. */
  readonly origin: string | undefined;
  /** The Sec-Fetch-Site header. */
  readonly fetchSite: string | undefined;
  readonly method: string;
  /** The path with its query, unchanged. */
  readonly path: string;
  /** Whether a browser opens the response as a top-level page, not in a frame. */
  readonly navigation: boolean;
}

/** A request line and its headers: names and values alternate. An `IncomingMessage` of Node is one. */
export interface RequestHead {
  readonly method?: string | undefined;
  /** The request target, unchanged. */
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/i;

/** Reads the raw headers: a header object would hide repeated headers. */
export function readSender({ method = '', url: target = '', rawHeaders }: RequestHead): Sender {
  const values = new Map<string, string[]>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase();
    if (!NAMES.has(name)) continue;
    values.set(name, [...(values.get(name) ?? []), rawHeaders[at + 1] as string]);
  }
  const [, authority, rest = ''] = ABSOLUTE.exec(target) ?? [];
  return {
    host: hostOf(values.get('host') ?? [], target, authority),
    origin: values.get('origin')?.join(', '),
    fetchSite: values.get('sec-fetch-site')?.join(', '),
    method,
    path: authority === undefined ? target : rest,
    navigation: values.get('sec-fetch-mode')?.[0] === 'navigate' && values.get('sec-fetch-dest')?.[0] === 'document',
  };
}

const NAMES: ReadonlySet<string> = new Set(['host', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']);

/** The only function that determines the host of a request. */
function hostOf(hosts: readonly string[], target: string, authority: string | undefined): string | undefined {
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) return undefined;
  if (authority === undefined) return target.startsWith('/') || target === '*' ? host : undefined;
  const [inLine, inHeader] = [readHost(authority), readHost(host)];
  const agree = inLine?.hostname === inHeader?.hostname && inLine?.port === inHeader?.port;
  return inLine !== undefined && agree ? host : undefined;
}
