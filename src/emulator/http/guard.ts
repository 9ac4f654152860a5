import { ApiError } from './api-error.js';
import { readHost } from './hosts.js';
import type { OwnHosts } from './own-hosts.js';

/** Everything below this path belongs to the emulator's own page, not to CometChat. */
export const OWN_PATH = '/_emulator';

/** Whether a URL is below {@link OWN_PATH}. */
export function isOwn(url: string): boolean {
  // A cheap test first, because most URLs are not. The routes do not match an escaped spelling of the path either.
  return url.includes(OWN_PATH) && new URL(url).pathname.split('/')[1] === OWN_PATH.slice(1);
}

/** Protects the emulator's own page from other web pages. */
export interface Guard {
  /** Throws a 403 unless the request came from the emulator's own page, or not from a web page. */
  check(request: Request): void;
}

/**
 * Any page in the same browser can send requests to loopback. With DNS rebinding a page uses a host name of its own,
 * and the browser considers its requests same-origin. Three headers reveal such a page: `Host` has that name, `Origin`
 * is the origin of the page, and `Sec-Fetch-Site` reveals another site when there is no `Origin`.
 */
export function createGuard(ownHosts: Pick<OwnHosts, 'hasPage'>): Guard {
  return {
    check(request) {
      const { host, origin } = new URL(request.url);
      const hostname = readHost(host)?.hostname;
      if (hostname === undefined || !ownHosts.hasPage(hostname))
        refuse(`The host ${host} does not belong to the emulator`);
      const from = request.headers.get('origin');
      if (from !== null && from !== origin) refuse(`The origin ${from} is not the emulator's own`);
      if (isOfAnotherSite(request)) refuse('The request comes from a page of another site');
    },
  };
}

/** A link is not an attack: the user who follows it sees the page, and the other site cannot read the response. */
function isOfAnotherSite({ method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  const isLink = method === 'GET' && headers.get('sec-fetch-mode') === 'navigate' && isTopLevel(headers);
  return (site === 'cross-site' || site === 'same-site') && !isLink;
}

/** A page in a frame does not count: the framing page could trick the user into clicks (clickjacking). */
function isTopLevel(headers: Headers): boolean {
  return headers.get('sec-fetch-dest') === 'document';
}

function refuse(reason: string): never {
  throw new ApiError(
    403,
    'AUTH_ERR_NO_ACCESS',
    `${reason}: only the emulator's own page may use paths below ${OWN_PATH}/.`,
  );
}
