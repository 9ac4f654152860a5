/** A host name with its port, read from a Host header or an origin. */
export interface Host {
  /** Lower case, without the trailing dot; IP addresses in the form that `URL` writes, IPv6 in brackets. */
  readonly hostname: string;
  /** Empty when there is none. */
  readonly port: string;
}

// This excludes user names, paths and escapes.
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{0,5}))?$/i;

// Names such as `ai.` stay unchanged: `ai.` is a top-level domain, but `ai` is a machine on the local network.
const TRAILING_DOT = /(\.[^.]+|^localhost)\.$/;

const VENDOR = /\.(?:cometchat\.io|cc-cluster-2\.io|cc-edge-2\.io)$/;
const LOOPBACK = /^(?:(?:[^.]+\.)*localhost|127(?:\.\d+){3}|\[::1\])$/;
const IPV4 = /^\d+(?:\.\d+){3}$/;

/** The addresses that mean "all addresses": IPv4, IPv6, and IPv4 within IPv6. */
const UNSPECIFIED: ReadonlySet<string> = new Set(['0.0.0.0', '[::]', '[::ffff:0:0]']);

/** Reads `host` or `host:port`. `undefined` for any other text. */
export function readHost(text: string): Host | undefined {
  const [, name, port = ''] = HOST.exec(text) ?? [];
  if (name === undefined || Number(port) > 65_535) return undefined;
  try {
    const { hostname } = new URL(`http://${name}`);
    return { hostname: hostname.replace(TRAILING_DOT, '$1'), port: port.replace(/^0+(?=\d)/, '') };
  } catch {
    return undefined;
  }
}

/**
 * Reads a host name or an IP address without a port, IPv6 with or without brackets. `undefined` when there is a port.
 */
export function readHostname(text: string): string | undefined {
  const isBareIpv6 = text.split(':').length > 2 && !text.startsWith('[');
  const inUrl = isBareIpv6 ? `[${text}]` : text;
  const host = readHost(inUrl);
  return host?.port === '' && !inUrl.endsWith(':') ? host.hostname : undefined;
}

/** Whether a host name belongs to the vendor. */
export function isVendorHost(hostname: string): boolean {
  return VENDOR.test(hostname);
}

/** Whether a host name means this machine in every browser: `localhost`, `*.localhost`, `127.x.x.x` or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** Whether a host name is an IP address. */
export function isIpAddress(hostname: string): boolean {
  return hostname.startsWith('[') || IPV4.test(hostname);
}

/** Whether an address means all addresses of a machine. */
export function isUnspecified(hostname: string): boolean {
  return UNSPECIFIED.has(hostname);
}
