import type { KnownCode } from '../errors/codes.js';
import { problem } from '../errors/issue.js';
import type { HostName } from './endpoint.js';

/** The options that the hosts are built from. */
export interface HostOptions {
  readonly appId: string;
  readonly region: string;
  readonly emulator?: string | undefined;
  readonly hosts?: { readonly [name in HostName]?: string | undefined } | undefined;
  readonly allowInsecure?: boolean | undefined;
}

/** Base URLs with the version, without a slash at the end. */
export type Hosts = Readonly<Record<HostName, string>>;

/** The subdomain of each host. Source: the vendor's network allow-list and REST pages. */
const SUBDOMAIN: Record<HostName, string> = { admin: 'api', client: 'apiclient', calls: 'call' };

/** The version in the paths of the vendor's SDKs. Its REST pages use `/v3`. */
const VERSION = '/v3.0';

/** One DNS label. A value that matches cannot lead to another domain. */
const LABEL = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/i;

/** Builds an app's base URLs. Throws a `CometChatException` (kind `config`) for a value that could lead to another host. */
export function resolveHosts(
  { appId, region, emulator, hosts = {}, allowInsecure = false }: HostOptions,
  version = VERSION,
): Hosts {
  checkLabel('appId', appId, 'INVALID_APP_ID');
  checkLabel('region', region, 'INVALID_REGION');
  const host = (name: HostName): string => {
    const given = emulator === undefined ? hosts[name] : emulator;
    return given === undefined
      ? `https://${appId}.${SUBDOMAIN[name]}-${region.toLowerCase()}.cometchat.io${version}`
      : parseHost(emulator === undefined ? `hosts.${name}` : 'emulator', given, allowInsecure, version);
  };
  return { admin: host('admin'), client: host('client'), calls: host('calls') };
}

function checkLabel(field: string, value: unknown, code: KnownCode): void {
  if (typeof value === 'string' && LABEL.test(value)) return;
  const what =
    value === undefined || value === '' ? 'is missing' : 'may have only letters, digits, underscores and hyphens';
  throw problem(field, code, `${field} ${what}.`);
}

/** Reads a host as `host[/path]` or as a URL. A path replaces the version. */
function parseHost(field: string, given: unknown, allowInsecure: boolean, version: string): string {
  const url = typeof given === 'string' && !/\s/.test(given) ? parseUrl(given) : undefined;
  if (!url || url.username || url.password || url.search || url.hash) {
    throw problem(field, 'INVALID_OPTION', `${field} must be host[:port][/path], with or without https:// before it.`);
  }
  if (url.protocol === 'http:' && !allowInsecure && !isLoopback(url.hostname)) {
    throw problem(
      field,
      'INSECURE_HOST',
      `${field} would send credentials over plain http: use https, or allowInsecure.`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path || version}`;
}

function parseUrl(given: string): URL | undefined {
  const text = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  // Refuse a second scheme: the URL parser would take the first one for a host.
  if (text.lastIndexOf('://') > 'https'.length) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
