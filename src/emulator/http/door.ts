import type { Asker } from './asker.js';
import { isOwn } from './guard.js';
import { isLoopback, isVendorHost, readHost } from './hosts.js';
import { type Origin, readOrigin } from './origins.js';
import type { OwnHosts } from './own-hosts.js';

/** The requests that are let in, beside those that always are. */
export interface Guests {
  readonly ownHosts: Pick<OwnHosts, 'has'>;
  /** Origins as `readOrigin` writes them. */
  readonly allowOrigins: ReadonlySet<string>;
}

/** Why a request is refused. */
export type Reason = 'noHost' | 'foreignHost' | 'crossSite' | 'foreignOrigin';

/** The facts that the rules look at. */
interface Facts {
  readonly asker: Asker;
  readonly hostname: string;
  /** `undefined` when there is no Origin header, or when it holds no `scheme://host[:port]`. */
  readonly from: Origin | undefined;
  readonly guests: Guests;
}

interface Rule {
  readonly applies: (facts: Facts) => boolean;
  readonly decision: 'pass' | Reason;
}

/**
 * The rules for requests that come over the network. The first rule that applies decides.
 *
 * A web page cannot choose its Host, Origin and Sec-Fetch-Site headers: the browser writes them. A page of another site has its
 * own origin; a page that uses DNS rebinding has its own name as the host.
 */
const RULES: readonly Rule[] = [
  // Only a machine that maps the vendor's names to the emulator sends such a host.
  { applies: ({ hostname }) => isVendorHost(hostname), decision: 'pass' },
  { applies: ({ hostname, guests }) => !guests.ownHosts.has(hostname), decision: 'foreignHost' },
  // A link from another site to the emulator's page.
  { applies: opensOwnPage, decision: 'pass' },
  { applies: ({ asker }) => asker.origin === undefined && isCrossSite(asker.fetchSite), decision: 'crossSite' },
  // curl, servers, native apps, an address typed into a browser.
  { applies: ({ asker }) => asker.origin === undefined, decision: 'pass' },
  // Development servers, and apps in a web view.
  { applies: ({ from }) => from !== undefined && isLoopback(from.hostname), decision: 'pass' },
  // A development server on the same machine, used from another device.
  { applies: ({ from, hostname }) => from?.hostname === hostname, decision: 'pass' },
  { applies: ({ from, guests }) => from !== undefined && guests.allowOrigins.has(from.text), decision: 'pass' },
  { applies: () => true, decision: 'foreignOrigin' },
];

/** Applies the rules to a request; `undefined` lets it pass. */
export function reasonToRefuse(asker: Asker, guests: Guests): Reason | undefined {
  if (asker.host === undefined) return 'noHost';
  const host = readHost(asker.host);
  if (host === undefined) return 'foreignHost';
  const from = asker.origin === undefined ? undefined : readOrigin(asker.origin);
  const facts = { asker, hostname: host.hostname, from, guests };
  const rule = RULES.find(({ applies }) => applies(facts));
  return rule === undefined || rule.decision === 'pass' ? undefined : rule.decision;
}

/** A page in a frame does not count: another page could have clicks made on it. */
function opensOwnPage({ asker: { method, path, navigation } }: Facts): boolean {
  return method === 'GET' && navigation && isOwn(`http://localhost${path}`);
}

function isCrossSite(fetchSite = ''): boolean {
  return fetchSite.toLowerCase().includes('cross-site');
}
