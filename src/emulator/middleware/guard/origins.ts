import { readHost } from './hosts.js';

/** The origin of a web page, from an Origin header. */
export interface Origin {
  readonly hostname: string;
  /** `scheme://host[:port]` in lower case, without the default port of the scheme. */
  readonly text: string;
}

const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Reads `scheme://host[:port]`. `undefined` for any other text, including `null`. */
export function readOrigin(text: string): Origin | undefined {
  const [, scheme = '', authority = ''] = ORIGIN.exec(text) ?? [];
  const host = readHost(authority);
  if (host === undefined) return undefined;
  const name = scheme.toLowerCase();
  const hasPort = host.port !== '' && host.port !== DEFAULT_PORTS[name];
  return { hostname: host.hostname, text: `${name}://${host.hostname}${hasPort ? `:${host.port}` : ''}` };
}
