import { asException, CometChatException, isCometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import type { OptionNames } from '../errors/option-names.js';
import { attempt, type Fetch, type FullResponse } from '../transport/attempt.js';
import { checkOption, checkOptionNames, isObject, MAX_RESPONSE_BYTES } from '../transport/call-options.js';
import { Deadline } from '../transport/deadline.js';
import { readRetryAfter } from '../transport/rate-limit.js';
import { safeCause } from '../transport/redact.js';
import { authTokenIssues } from './arguments.js';
import type { TokenProvider, TokenRequest } from './token-provider.js';

/** How a token endpoint is asked. */
export interface TokenFromOptions {
  /** Sends a `Request` in the place of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Headers of your own, such as a bearer token; a function is asked each time. */
  readonly headers?:
    | Readonly<Record<string, string>>
    | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** Whether your cookies go along. Default: to your own origin, as `fetch` does. `include` for an API on another one. */
  readonly credentials?: 'omit' | 'same-origin' | 'include' | undefined;
}

const OPTIONS = { fetch: true, headers: true, credentials: true } as const satisfies OptionNames<TokenFromOptions>;

/** For one question, which is sent once: `login` is what one repeats. */
const TIMEOUT_MS = 10_000;

/** What to do next, where it can be said. */
const HINTS: Readonly<Record<number, string>> = {
  401: 'Log in to your own app first: the token endpoint does not know who is asking.',
  403: 'This user is deactivated, or is not to be created.',
};

/**
 * A `tokenProvider` that asks your server's token endpoint: POSTs `{ uid?, reason }` and expects `{ authToken }`.
 *
 * A client wraps what it rejects with into `TOKEN_PROVIDER_FAILED`; its `cause` is a `CometChatException` with the status of the
 * answer, the kind that belongs to it (`authentication` for 401, `permission` for 403, `server` for 5xx) and `retryAfterMs`;
 * without an answer it is `network` or `timeout`, after 10 s. A redirect is not followed (`REDIRECT_REFUSED`): your headers and
 * cookies would go along. A response of more than 4 MB is `BAD_RESPONSE`.
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
  if (typeof address !== 'string' || !address.trim()) throw problem('url', 'INVALID_OPTION', 'url must be an address.');
  checkOption('options', options, isObject, 'an object');
  checkOptionNames(options, OPTIONS, 'tokenFrom');
  const { headers = {}, credentials, fetch } = options;

  const ask = async ({ uid, reason }: TokenRequest, within: Deadline) => {
    const own = typeof headers === 'function' ? await within.race(Promise.resolve(headers())) : headers;
    const init = {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', ...own },
      // Your headers and cookies must not follow to another origin.
      redirect: 'manual' as const,
      body: JSON.stringify({ ...(uid !== undefined && { uid }), reason }),
      // Not every platform knows what it is, where nobody asks for it.
      ...(credentials && { credentials }),
    };
    // `Bearer <token>`: the token alone is a secret as well.
    const secrets = Object.values(own).flatMap((value) => [String(value), String(value).replace(/^\w+ /, '')]);
    const bounds = { fetch, ms: TIMEOUT_MS, maxBytes: MAX_RESPONSE_BYTES, within, secrets };
    return readToken(await attempt(requestOf(address, init, secrets), bounds));
  };
  return async (request) => {
    const deadline = new Deadline(TIMEOUT_MS, 'The token endpoint');
    try {
      return await ask(request, deadline);
    } catch (cause) {
      // An error that is not ours comes from the `headers` function.
      throw isCometChatException(cause) ? cause : new CometChatException({ code: 'TOKEN_PROVIDER_FAILED', cause });
    } finally {
      deadline.end();
    }
  };
}

/** Makes the request. The platform's error for a header that cannot be sent contains the header. */
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
    const message = 'The token endpoint redirects, which is not followed: give tokenFrom its final address.';
    throw new CometChatException({ code: 'REDIRECT_REFUSED', message, status: status || undefined });
  }
  if (response.isTooLarge) {
    const message = `The response of the token endpoint is larger than ${MAX_RESPONSE_BYTES} bytes.`;
    throw new CometChatException({ code: 'BAD_RESPONSE', message, status });
  }
  const { authToken, error } = parse(response.text);
  if (status < 200 || status > 299) {
    // A code that the table does not know leaves the kind to the status.
    const code = codeOf(error) ?? 'TOKEN_ENDPOINT_FAILED';
    throw new CometChatException({
      code,
      message: `The token endpoint answered ${status}, ${code}.`,
      status,
      hint: HINTS[status],
      retryAfterMs: readRetryAfter(headers, Date.now(), status === 429),
    });
  }
  if (authTokenIssues(authToken).length > 0) {
    const message = 'The token endpoint answered without { authToken }.';
    throw new CometChatException({ code: 'BAD_RESPONSE', message, status });
  }
  return authToken as string;
}

/** What somebody else wrote may be anything; a code is a word in capitals. */
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
