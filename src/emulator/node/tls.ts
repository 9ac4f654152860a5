import type { ListenOptions } from '../option-types.js';
import { type KeyPair, selfSigned } from './certificate.js';

// Source: https://www.cometchat.com/docs/fundamentals/network-allowlist
const DOMAINS = ['cometchat.io', 'cc-cluster-2.io', 'cc-edge-2.io'];
const REGIONS = ['us', 'eu', 'in'];
const APIS = ['api', 'apiclient', 'call', 'websocket'];

/** A star matches one label, so `{appId}.api-us.cometchat.io` needs a name with the region in it. */
const COMETCHAT_HOSTS = DOMAINS.flatMap((domain) => [
  `*.${domain}`,
  ...APIS.flatMap((api) => REGIONS.map((region) => `*.${api}-${region}.${domain}`)),
]);

/** All names of this machine, and all names of CometChat, which may be mapped to it. */
const HOSTS = ['localhost', '*.localhost', '127.0.0.1', '::1', ...COMETCHAT_HOSTS];

/** The key and the certificate of the server: the given ones, or new self-signed ones. `undefined` for plain HTTP. */
export function keyPairFor(tls: ListenOptions['tls'], host: string): KeyPair | undefined {
  if (tls === undefined || tls === false) return undefined;
  return tls === true ? selfSigned([...new Set([...HOSTS, host])]) : tls;
}
