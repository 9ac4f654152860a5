import { ApiError } from './api-error.js';

/** Everything below this path is the emulator's own, not CometChat's. */
export const OWN_PATH = '/_emulator';

/** Whether a URL leads to what is the emulator's own. */
export function isOwn(url: string): boolean {
  // Cheap for the many that are not: where the path is written otherwise, the routes do not find it either.
  return url.includes(OWN_PATH) && new URL(url).pathname.split('/')[1] === OWN_PATH.slice(1);
}

/** Keeps web pages of others away from what is the emulator's own. */
export interface Guard {
  /** Throws a 403 unless the request came from the emulator's own page, or from no page at all. */
  check(request: Request): void;
  /** From now on the emulator is reached under this host as well; `0.0.0.0` and `::` stand for every IP address. */
  allow(host: string): void;
}

const LOOPBACK = /^(?:localhost|[^/]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const IP_ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

/**
 * A page in the same browser can send requests to loopback, and by DNS rebinding under a name of its own, so that to the
 * browser they are same-origin. Three headers give it away: `Host` holds that name, `Origin` the page a request comes
 * from, `Sec-Fetch-Site` whether that is another one where `Origin` is not sent.
 */
export function createGuard(): Guard {
  const hosts = new Set<string>();
  let anyAddress = false;

  const isKnown = (host: string): boolean =>
    LOOPBACK.test(host) || hosts.has(host) || (anyAddress && IP_ADDRESS.test(host));

  return {
    check(request) {
      const { hostname, origin } = new URL(request.url);
      if (!isKnown(hostname)) refuse(`The host ${hostname} is not one that the emulator listens on`);
      const from = request.headers.get('origin');
      if (from !== null && from !== origin) refuse(`The origin ${from} is not the emulator's own`);
      if (isOfAnotherSite(request)) refuse('The request comes from a page of another site');
    },
    allow(host) {
      if (host === '0.0.0.0' || host === '::') anyAddress = true;
      else hosts.add(new URL(`http://${host.includes(':') ? `[${host}]` : host}`).hostname);
    },
  };
}

/** To follow a link is no attack: whoever follows it sees where they are, and nobody else sees the answer. */
function isOfAnotherSite({ method, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  const isLink = method === 'GET' && headers.get('sec-fetch-mode') === 'navigate' && isTopLevel(headers);
  return (site === 'cross-site' || site === 'same-site') && !isLink;
}

/** Not in a frame, where a page of others could have clicks made on it. */
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
