import type { HandlerCode } from '../errors/server-codes.js';

/** A response may carry the auth token of one visitor, so no cache may store it. */
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** Makes a JSON response that no cache stores. */
export function jsonResponse(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...headers } });
}

/** Makes an error response, in the shape of the service's own errors. */
export function errorResponse(
  status: number,
  code: HandlerCode,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Response {
  return jsonResponse(status, { error: { code, message } }, headers);
}

/** The response to every method except POST. */
export function methodNotAllowed(): Response {
  return errorResponse(405, 'METHOD_NOT_ALLOWED', 'This endpoint accepts only POST.', { allow: 'POST' });
}

/** A function of the app that receives errors, for its log. */
export type OnError = ((error: unknown) => unknown) | undefined;

/** Calls the app's `onError`. The function only observes: if it throws or rejects, the response stays the same. */
export function callOnError(onError: OnError, error: unknown): void {
  if (typeof onError !== 'function') return;
  try {
    Promise.resolve(onError(error)).catch(() => undefined);
  } catch {
    // An error of the app's log function must not break the response.
  }
}
