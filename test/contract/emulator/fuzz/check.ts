import { expect } from 'vitest';
import type { App } from '../../../../src/emulator/state/apps.js';
import { METADATA_MAX_BYTES } from '../../../../src/user/limits.js';
import type { Answered, World } from './emulator-world.js';
import type { Step } from './step.js';

/** The codes of the vendor's pages. No client knows other codes. */
const CODES = new Set([
  ...['AUTH_ERR_INVALID_APPID', 'AUTH_ERR_EMPTY_APIKEY', 'AUTH_ERR_APIKEY_NOT_FOUND', 'AUTH_ERR_NO_ACCESS'],
  ...[
    'AUTH_ERR_EMPTY_AUTH_TOKEN',
    'AUTH_ERR_AUTH_TOKEN_NOT_FOUND',
    'ERR_APIKEY_NOT_FOUND',
    'ERR_APIKEY_NO_SELF_ACTION',
  ],
  ...['ERR_AUTH_TOKEN_NOT_FOUND', 'ERR_ROLE_NOT_FOUND', 'ERR_ROLE_ALREADY_EXISTS', 'ERR_ROLE_DELETE_DENIED'],
  ...['ERR_PERMISSION_DENIED', 'ERR_UID_NOT_FOUND', 'ERR_UID_ALREADY_EXISTS', 'ERR_NOT_A_FRIEND', 'ERR_BAD_REQUEST'],
  ...['ERR_CANNOT_FORM_SELF_RELATION', 'ERR_CANNOT_BLOCK_SELF', 'ERR_INVALID_API_VERSION', 'ERR_API_NOT_FOUND'],
  ...['ERR_TOO_MANY_REQUESTS', 'ERR_IMPORT_INVALID_USER_FORMAT', 'ERR_AUTHTOKEN_NOT_ACCESSIBLE'],
]);

const STATUSES = new Set([200, 400, 401, 403, 404, 429]);

/** Throws if the service would not send such a response. */
export function checkAnswer(step: Step, answered: Answered | undefined): void {
  if (answered !== undefined && isRefused(answered)) checkRefused(step);
  else if (step.fault) checkFault(step, answered);
  else if (answered === undefined) throw new Error('There was no answer.');
  else checkUsual(step, answered);
}

function checkUsual(step: Step, { status, headers, text }: Answered): void {
  if (status >= 500) throw new Error(`A ${status} that nobody asked for: ${text.slice(0, 300)}`);
  if (/^\/+_emulator/.test(step.path)) return;
  // Node's own response to more than 16 KB of headers: the emulator never sees such a request.
  if (status === 431) return;
  if (headers.get('access-control-allow-origin') !== '*') throw new Error('No page could read this answer.');
  if (step.method === 'OPTIONS' && status === 204) return;
  if (!STATUSES.has(status)) throw new Error(`No page documents a ${status}.`);
  if (isCounted(step) && headers.get('x-rate-limit-remaining') === null) throw new Error('Nothing says what is left.');
  if (headers.get('content-type') !== 'application/json') throw new Error('The answer is not said to be JSON.');
  if (step.method !== 'HEAD') checkEnvelope(status, JSON.parse(text));
  else if (text !== '') throw new Error('HEAD was answered with a body.');
}

/**
 * Nothing is counted for an app that cannot exist, nor, without one of its first keys, for one that does not exist yet.
 */
function isCounted({ origin, headers: { appid = '', apikey = '' } }: Step): boolean {
  if (!/^[\w-]*$/.test(appid)) return false;
  const namesApp = appid !== '' || /^https?:\/\/[^.]+\.(?:api|apiclient|call)-/.test(origin);
  return !namesApp || apikey === '{apiKey}' || apikey === '{authKey}';
}

/** The refusals of origins and hosts: no page reads them, and the response to HEAD has no body either. */
function isRefused({ status, headers }: Answered): boolean {
  return status === 403 && headers.get('access-control-allow-origin') === null;
}

/** Only foreign pages and hosts are refused here. Below `/_emulator/` there is a stricter guard. */
function checkRefused({ origin, headers, path }: Step): void {
  if (/^\/+_emulator/.test(path)) return;
  const isForeign = /\.example$/.test(origin) || !/^(undefined|http:\/\/localhost)$/.test(String(headers.origin));
  if (!isForeign) throw new Error(`The guard refused ${origin}, with the origin ${headers.origin}.`);
}

function checkFault({ method, fault }: Step, answered: Answered | undefined): void {
  if (method === 'OPTIONS') return;
  if (fault?.status === undefined) expect(answered?.status).toBeLessThan(500);
  else expect(answered?.status ?? 0).toBe(fault.status);
}

function checkEnvelope(status: number, json: Record<string, unknown>): void {
  if (status === 200) {
    if (!('data' in json) || 'error' in json) throw new Error('A 200 without data, or with an error.');
    return;
  }
  const { code, message, devMessage, source, details = {} } = json.error as Record<string, unknown>;
  if ('data' in json || !CODES.has(code as string)) throw new Error(`No page documents the code ${code}.`);
  if (typeof message !== 'string' || message === '' || typeof devMessage !== 'string' || source !== 'chat-api')
    throw new Error('The error envelope lacks something.');
  for (const problems of Object.values(details as object))
    if (!Array.isArray(problems) || problems.some((problem) => typeof problem !== 'string'))
      throw new Error('The details are no lists of texts.');
}

const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).join();

/** Throws if the state of the emulator breaks an invariant. */
export function checkState({ apps, emulator }: World): void {
  for (const app of apps.list()) checkApp(app);
  if (Object.getOwnPropertyNames(Object.prototype).join() !== PROTOTYPE)
    throw new Error('Object.prototype was changed.');
  if (emulator.requests.length > 1000) throw new Error('More requests are kept than the limit says.');
}

function checkApp(app: App): void {
  const { users, tokens, roles, keys, blocks, friends } = app;
  for (const [key, user] of users.table.entries()) {
    if (key !== user.uid || !/^[a-z0-9_-]{1,100}$/.test(key)) throw new Error(`${key} is no uid.`);
    if (!roles.has(user.role)) throw new Error(`${key} has the role ${user.role}, which is not there.`);
    if (typeof user.name !== 'string' || !Array.isArray(user.tags) || user.tags.length > 25)
      throw new Error(`${key} has an odd name or odd tags.`);
    if (!Number.isSafeInteger(user.createdAt)) throw new Error(`${key} was created at ${user.createdAt}.`);
    const { metadata = {} } = user;
    if (Object.getPrototypeOf(metadata) !== Object.prototype) throw new Error(`${key} has metadata of another kind.`);
    if (Buffer.byteLength(JSON.stringify(metadata)) > METADATA_MAX_BYTES)
      throw new Error(`${key} has too much metadata.`);
    if (tokens.of(key).length > 5) throw new Error(`${key} has too many auth tokens.`);
  }
  for (const [key, { authToken, uid }] of tokens.table.entries())
    if (key !== authToken || !users.find(uid) || !tokens.of(uid).some((one) => one.authToken === key))
      throw new Error(`The auth token ${key} is nobody's.`);
  for (const { from, to } of [...blocks.table.rows(), ...friends.table.rows()])
    if (from === to || !users.find(from) || !users.find(to)) throw new Error(`${from} and ${to} are an odd pair.`);
  for (const { uid } of users.all()) if (friends.of(uid).length > 2) throw new Error(`${uid} has too many friends.`);
  for (const [key, { apiKey }] of keys.table.entries())
    if (key !== apiKey || !/^[0-9a-f]{40}$/.test(key)) throw new Error(`${key} is no API key.`);
  if (keys.table.size > 5 || roles.table.size > 4 || !roles.has('default')) throw new Error('Odd keys or roles.');
}
