/** The facts about the newest HTTP response that the admin does not report. */
export interface Observed {
  /** The time of the service, in milliseconds since 1970, from its `Date` header. */
  readonly serviceTime?: number | undefined;
  /** Our time in the middle of the request. */
  readonly ourTime?: number;
  readonly durationMs?: number;
  /** The requests of a minute, and those that are left, from the rate headers. */
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  /** The code of the system if no response came, such as `ENOTFOUND`. */
  readonly networkCode?: string | undefined;
  /** The host that the request went to. */
  readonly host?: string;
}

/** A `fetch` that remembers the facts about the newest response. */
export function observingFetch(): { readonly fetch: (request: Request) => Promise<Response>; observed(): Observed } {
  let observed: Observed = {};
  return {
    observed: () => observed,
    async fetch(request) {
      const { host } = new URL(request.url);
      const start = Date.now();
      try {
        const response = await fetch(request);
        const durationMs = Date.now() - start;
        const date = Date.parse(response.headers.get('date') ?? '');
        observed = {
          host,
          durationMs,
          ourTime: start + durationMs / 2,
          serviceTime: Number.isNaN(date) ? undefined : date,
          limit: numberIn(response.headers, 'x-rate-limit', 'x-ratelimit-limit'),
          remaining: numberIn(response.headers, 'x-rate-limit-remaining', 'x-ratelimit-remaining'),
        };
        return response;
      } catch (error) {
        observed = { host, networkCode: codeOf(error) };
        throw error;
      }
    },
  };
}

/** The value of the first header that is a number. Two of the vendor's pages spell the rate headers differently. */
function numberIn(headers: Headers, ...names: readonly string[]): number | undefined {
  const text = names.map((name) => headers.get(name)).find((value) => value !== null && /^\d+$/.test(value));
  return text ? Number(text) : undefined;
}

/** Node puts the error of the system into `cause`. */
function codeOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? codeOf(cause) : undefined;
}
