import { ApiError, badRequest, uidNotFound, unexpected } from '../api-error.js';
import { type Call, param } from '../exchange.js';
import type { JsonObject } from '../json-object.js';
import { objectIn } from '../middleware/body.js';
import type { Faults } from '../middleware/faults/faults.js';
import type { Recorder } from '../middleware/record.js';
import type { Config } from '../options.js';
import type { App, Apps } from '../state/apps.js';
import type { StoredUser } from '../state/stored-user.js';

/** The parts of the emulator that the page at `/_emulator/` uses. */
export interface PageParts {
  readonly config: Config;
  readonly apps: Apps;
  readonly recorder: Recorder;
  readonly faults: Faults;
  /** Handles a request like one from a client. */
  handle(request: Request): Promise<{ readonly status: number }>;
  reset(): void;
}

/** The longest body of the page's requests, in bytes: more than any user needs. */
const BODY_MAX_BYTES = 262_144;

/** Only the emulator's own files may load, no page may frame it, and no other origin may read it. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function respond(type: string, body: BodyInit, more: Record<string, string> = {}): Response {
  return new Response(body, { headers: { ...HEADERS, 'content-type': type, ...more } });
}

export function respondJson(value: unknown, status = 200): Response {
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  return new Response(JSON.stringify(value), { status, headers });
}

/** Converts a thrown value to a response with the error envelope of the emulator. */
export function respondError(thrown: unknown): Response {
  const error = thrown instanceof ApiError ? thrown : unexpected(thrown);
  return respondJson(error, error.status);
}

/** The app in the path. Does not create a missing app. */
export function appIn(call: Call, { apps }: PageParts): App {
  const id = param(call, 'app');
  const app = apps.list().find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (app === undefined) throw new ApiError(404, 'AUTH_ERR_INVALID_APPID', `The app ${id} does not exist.`);
  return app;
}

/** The user in the path. */
export function userIn(call: Call, app: App): StoredUser {
  return requireAnyUser(app, param(call, 'uid'));
}

/** The user with this uid, active or deactivated. */
export function requireAnyUser(app: App, uid: string): StoredUser {
  const user = app.users.find(uid);
  if (user === undefined) throw uidNotFound(uid);
  return user;
}

/** The body as an object. */
export function bodyOf(call: Call): JsonObject {
  return objectIn(call, BODY_MAX_BYTES);
}

/** An integer from the query or the body, within limits. */
export function wholeNumber(value: unknown, name: string, missing: number, max: number): number {
  const number = value === undefined ? missing : Number(value);
  if (!Number.isSafeInteger(number) || number < 1 || number > max)
    throw badRequest({ [name]: [`The ${name} must be an integer from 1 to ${max}.`] });
  return number;
}
