import { ApiError } from './api-error.js';
import { readHost } from './hosts.js';
import type { OwnHosts } from './own-hosts.js';

/** Everything below this path is the emulator's own, not CometChat's. */
export const OWN_PATH = '/_emulator';

/** Whether a URL leads to what is the emulator's own. */
export function isOwn(url: string): boolean {
  // Cheap for the many that are not: where the path is written otherwise, the routes do not find it either.
  return url.includes(OWN_PATH) && new URL(url).pathname.split('/')[1] === OWN_PATH.slice(1);
}

/** Keeps the web pages of others away from the emulator's own page. */
export interface Guard {
  /** Throws a 403 unless the request came from the emulator's own page, or from no page at all. */
  check(request: Request): void;
}

/**
 * A page in the same browser can send requests to loopback. With DNS rebinding it sends them under a name of its own, and the
 * browser takes them for same-origin. Three headers give such a page away: `Host` holds that name, `Origin` is the page that asks,
 * and `Sec-Fetch-Site` says whether another site asks where there is no `Origin`.
 */
export function createGuard(ownHosts: Pick<OwnHosts, 'hasPage'>): Guard {
  return {
    check(request) {
      const { host, origin } = new URL(request.url);
      const hostname = readHost(host)?.hostname;
      if (hostname === undefined || !ownHosts.hasPage(hostname))
        refuse(`The host ${host} is not one that the emulator listens on`);
      const from = request.headers.get('origin');
      if (from !== null && from !== origin) refuse(`The origin ${from} is not the emulator's own`);
      if (isOfAnotherSite(request)) refuse('The request comes from a page of another site');
    },
  };
}

/** A link is no attack: the person who follows it sees the page, and the other site does not see the answer. */
function isOfAnotherSite({ method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  const isLink = method === 'GET' && headers.get('sec-fetch-mode') === 'navigate' && isTopLevel(headers);
  return (site === 'cross-site' || site === 'same-site') && !isLink;
}

/** Not in a frame: another page could have clicks made on it. */
function isTopLevel(headers: Headers): boolean {
  return headers.get('sec-fetch-dest') === 'document';
}

function refuse(reason: string): never {
  throw new ApiError(
    403,
    'AUTH_ERR_NO_ACCESS',
    `${reason}: what is below ${OWN_PATH}/ is for the emulator's own page.`,
  );
}
