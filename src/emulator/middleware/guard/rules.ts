import { isLoopback, isVendorHost, readHost } from './hosts.js';
import { type Origin, readOrigin } from './origins.js';
import { isOwn, type OwnHosts } from './own-hosts.js';
import type { Sender } from './sender.js';

/** The hosts and origins that are admitted in addition to the built-in ones. */
export interface AllowedSources {
  readonly ownHosts: Pick<OwnHosts, 'has'>;
  /** In the form of `readOrigin`. */
  readonly allowOrigins: ReadonlySet<string>;
}

/** The reason to refuse a request. */
export type Reason = 'noHost' | 'foreignHost' | 'crossSite' | 'foreignOrigin';

/** The input of the rules. */
interface Facts {
  readonly sender: Sender;
  readonly hostname: string;
  /** `undefined` when there is no Origin header, or when it is not `scheme://host[:port]`. */
  readonly from: Origin | undefined;
  readonly allowed: AllowedSources;
}

interface Rule {
  readonly applies: (facts: Facts) => boolean;
  readonly decision: 'pass' | Reason;
}

/**
 * The rules for requests from the network. The first rule that applies decides.
 *
 * A web page cannot choose its Host, Origin and Sec-Fetch-Site headers: the browser sets them. A page of another site
 * has its own origin. A page that uses DNS rebinding has its own name as the host.
 */
const RULES: readonly Rule[] = [
  // A request has such a host only on a machine that maps the vendor's names to the emulator.
  { applies: ({ hostname }) => isVendorHost(hostname), decision: 'pass' },
  { applies: ({ hostname, allowed }) => !allowed.ownHosts.has(hostname), decision: 'foreignHost' },
  // A link from another site to the emulator's page.
  { applies: opensOwnPage, decision: 'pass' },
  { applies: ({ sender }) => sender.origin === undefined && isCrossSite(sender.fetchSite), decision: 'crossSite' },
  // curl, servers, native apps, and addresses typed into a browser.
  { applies: ({ sender }) => sender.origin === undefined, decision: 'pass' },
  // Development servers, and apps in a web view.
  { applies: ({ from }) => from !== undefined && isLoopback(from.hostname), decision: 'pass' },
  // A development server on the same machine, used from another device.
  { applies: ({ from, hostname }) => from?.hostname === hostname, decision: 'pass' },
  { applies: ({ from, allowed }) => from !== undefined && allowed.allowOrigins.has(from.text), decision: 'pass' },
  { applies: () => true, decision: 'foreignOrigin' },
];

/** Applies the rules to a request. `undefined` admits it. */
export function reasonToRefuse(sender: Sender, allowed: AllowedSources): Reason | undefined {
  if (sender.host === undefined) return 'noHost';
  const host = readHost(sender.host);
  if (host === undefined) return 'foreignHost';
  const from = sender.origin === undefined ? undefined : readOrigin(sender.origin);
  const facts = { sender, hostname: host.hostname, from, allowed };
  const rule = RULES.find(({ applies }) => applies(facts));
  return rule === undefined || rule.decision === 'pass' ? undefined : rule.decision;
}

/** A page in a frame does not count: the framing page could trick the user into clicks (clickjacking). */
function opensOwnPage({ sender: { method, path, navigation } }: Facts): boolean {
  const url = `http://localhost${path}`;
  return method === 'GET' && navigation && URL.canParse(url) && isOwn(new URL(url).pathname);
}

function isCrossSite(fetchSite = ''): boolean {
  return fetchSite.toLowerCase().includes('cross-site');
}
