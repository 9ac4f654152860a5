import { ApiError } from '../../api-error.js';
import type { Station } from '../../exchange.js';
import { readHost } from './hosts.js';
import { OWN_PATH, type OwnHosts } from './own-hosts.js';

/**
 * Any page in the same browser can send requests to loopback. With DNS rebinding a page uses a host name of its own,
 * and the browser considers its requests same-origin. Three headers reveal such a page: `Host` has that name, `Origin`
 * is the origin of the page, and `Sec-Fetch-Site` reveals another site when there is no `Origin`.
 */
export function pageGuard(ownHosts: Pick<OwnHosts, 'hasPage'>): Station {
  return (call, next) => {
    checkPageRequest(call.req.raw, ownHosts);
    return next();
  };
}

/** Throws a 403 unless the request came from the emulator's own page, or not from a web page. */
export function checkPageRequest(request: Request, ownHosts: Pick<OwnHosts, 'hasPage'>): void {
  const { host, origin } = new URL(request.url);
  const hostname = readHost(host)?.hostname;
  if (hostname === undefined || !ownHosts.hasPage(hostname)) refuse(`The host ${host} does not belong to the emulator`);
  const from = request.headers.get('origin');
  if (from !== null && from !== origin) refuse(`The origin ${from} is not the emulator's own`);
  if (isOfAnotherSite(request)) refuse('The request comes from a page of another site');
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
