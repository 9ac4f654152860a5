import type { HandlerCode } from '../errors/admin-codes.js';

/** Who asks for a token gets his own, and nobody between may keep it. */
const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' };

/** A JSON answer that no cache keeps. */
export function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...HEADERS, ...headers } });
}

/** The answer for what is not done, in the shape of the service's own errors. */
export function refusal(
  status: number,
  code: HandlerCode,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Response {
  return answer(status, { error: { code, message } }, headers);
}

/** The answer to any other method than POST. */
export function notPost(): Response {
  return refusal(405, 'METHOD_NOT_ALLOWED', 'Only POST is answered here.', { allow: 'POST' });
}

/** What an app's function for errors is told besides the error. */
export type OnError = ((error: unknown) => unknown) | undefined;

/** Tells an app of an error. Its function observes: what it throws, or rejects with, changes no answer. */
export function report(onError: OnError, error: unknown): void {
  if (typeof onError !== 'function') return;
  try {
    Promise.resolve(onError(error)).catch(() => undefined);
  } catch {
    // The answer matters more.
  }
}
