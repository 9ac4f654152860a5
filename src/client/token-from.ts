import { asException, CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { OptionNames } from '../errors/option-names.js';
import { type Fetch, type FullResponse, sendAttempt } from '../transport/attempt.js';
import { checkOption, checkOptionNames, isObject } from '../transport/call-options.js';
import { Deadline } from '../transport/deadline.js';
import { readRetryAfter } from '../transport/rate-limit.js';
import { safeCause } from '../transport/redact.js';
import { MAX_RESPONSE_BYTES } from '../transport/send-options.js';
import { authTokenIssues } from './credential-checks.js';
import type { TokenProvider, TokenRequest } from './token-provider.js';

/** Options of `tokenFrom`. */
export interface TokenFromOptions {
  /** Sends the `Request`. Default: the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Additional headers, such as a bearer token. A function is called for each request. */
  readonly headers?:
    | Readonly<Record<string, string>>
    | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** Whether the request carries cookies, as in `fetch`. Default `same-origin`. Use `include` if the API has another origin. */
  readonly credentials?: 'omit' | 'same-origin' | 'include' | undefined;
}

const OPTIONS = { fetch: true, headers: true, credentials: true } as const satisfies OptionNames<TokenFromOptions>;

/** The timeout of the request. It is not retried: the caller may repeat `login`. */
const TIMEOUT_MS = 10_000;

/** Hints for some codes and HTTP statuses. */
const HINTS: Readonly<Record<string, string>> = {
  CROSS_SITE_REFUSED: 'This page is on another site than the token endpoint: set allowCrossSite there.',
  401: 'Log in to your own app first: the token endpoint does not know the visitor.',
  403: 'This user is deactivated, or the endpoint does not create it.',
};

/**
 * Creates a `tokenProvider` that gets tokens from your server's token endpoint: it POSTs `{ uid?, reason }` and expects
 * `{ authToken }`.
 *
 * If the request fails, the client's method rejects with `TOKEN_PROVIDER_FAILED`. The `cause` is a `CometChatException` with the status
 * of the response, the kind of that status (`authentication` for 401, `permission` for 403, `server` for 5xx) and `retryAfterMs`.
 * Without a response, the kind is `network`, or `timeout` after 10 s. Redirects are not followed (`REDIRECT_REFUSED`), because your
 * headers and cookies would be sent there too. A response of more than 4 MB is `BAD_RESPONSE`.
 *
 * @example
 * const client = createClient({ appId, region, tokenProvider: tokenFrom('/api/cometchat-token') });
 * await client.login();
 */
export function tokenFrom(url: string | URL, options: TokenFromOptions = {}): TokenProvider {
  try {
    return makeProvider(url, options);
  } catch (error) {
    throw asException(error, 'tokenFrom');
  }
}

function makeProvider(url: string | URL, options: TokenFromOptions): TokenProvider {
  const address: unknown = typeof url === 'object' ? url?.href : url;
  if (typeof address !== 'string' || !address.trim())
    throw problem('url', 'INVALID_OPTION', 'url must be a URL, such as /api/cometchat-token.');
  checkOption('options', options, isObject, 'an object');
  checkOptionNames(options, OPTIONS, 'tokenFrom');
  const { headers = {}, credentials, fetch } = options;

  const requestToken = async ({ uid, reason }: TokenRequest, within: Deadline) => {
    const own = typeof headers === 'function' ? await within.race(Promise.resolve(headers())) : headers;
    const init = {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...own },
      // The headers and cookies must not be sent to another origin.
      redirect: 'manual' as const,
      body: JSON.stringify({ ...(uid !== undefined && { uid }), reason }),
      // Left out by default: some platforms do not know `credentials`.
      ...(credentials && { credentials }),
    };
    // For `Bearer <token>`, the token alone is a secret too.
    const secrets = Object.values(own).flatMap((value) => [String(value), String(value).replace(/^\w+ /, '')]);
    const bounds = { fetch, ms: TIMEOUT_MS, maxBytes: MAX_RESPONSE_BYTES, within, secrets };
    return readToken(await sendAttempt(requestOf(address, init, secrets), bounds));
  };
  return async (request) => {
    const deadline = new Deadline(TIMEOUT_MS, 'The token endpoint');
    try {
      return await requestToken(request, deadline);
    } catch (cause) {
      // An error that is not ours comes from the `headers` function.
      throw isCometChatException(cause) ? cause : new CometChatException({ code: 'TOKEN_PROVIDER_FAILED', cause });
    } finally {
      deadline.end();
    }
  };
}

/** Makes the request. The platform's error for an invalid header contains the header, so the secrets are removed from it. */
function requestOf(address: string, init: RequestInit, secrets: readonly string[]): Request {
  try {
    return new Request(address, init);
  } catch (error) {
    throw new CometChatException({ code: 'FAILED_TO_FETCH', cause: safeCause(error, secrets) });
  }
}

function readToken(response: FullResponse): string {
  const { status, headers } = response;
  if (response.isRedirect) {
    const message = 'The token endpoint redirects, and redirects are not followed: give tokenFrom the final URL.';
    throw new CometChatException({ code: 'REDIRECT_REFUSED', message, status: status || undefined });
  }
  if (response.isTooLarge) {
    const message = `The response of the token endpoint is larger than ${MAX_RESPONSE_BYTES} bytes.`;
    throw new CometChatException({ code: 'BAD_RESPONSE', message, status });
  }
  const { authToken, error } = parse(response.text);
  if (status < 200 || status > 299) {
    // If the table does not know the code, the status decides the kind.
    const code = codeOf(error) ?? 'TOKEN_ENDPOINT_FAILED';
    throw new CometChatException({
      code,
      message: `The token endpoint responded with ${status}, ${code}.`,
      status,
      hint: HINTS[code] ?? HINTS[status],
      retryAfterMs: readRetryAfter(headers, Date.now(), status === 429),
    });
  }
  if (authTokenIssues(authToken).length > 0) {
    const message = 'The response of the token endpoint has no valid authToken.';
    throw new CometChatException({ code: 'BAD_RESPONSE', message, status });
  }
  return authToken as string;
}

/** The code of an error in the response. The response may hold anything; only a word in capitals counts as a code. */
function codeOf(error: unknown): string | undefined {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z_]{1,60}$/.test(code) ? code : undefined;
}

function parse(text: string): { readonly authToken?: unknown; readonly error?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
