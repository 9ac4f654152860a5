import type { Issue } from '../errors/issue.js';
import { refuse } from '../errors/issue.js';
import { hasTokenForm } from '../transport/token-form.js';
import { normalizeUid, uidIssues } from '../user/uid.js';
import { authKeyIssues, authTokenIssues } from './credential-checks.js';
import type { CallOptions } from './options.js';

/** The credentials of a login. */
export type Credentials =
  | { readonly by: 'token'; readonly authToken: string }
  | { readonly by: 'uid'; readonly uid: string; readonly authKey: string }
  | { readonly by: 'provider' };

/** A uid and an Auth Key, for development only. */
export interface UidCredentials {
  /** The uid of the user to log in. */
  readonly uid: string;
  /** The Auth Key from the dashboard. For development only. */
  readonly authKey: string;
}

/**
 * Reads the arguments of `login`: `(authToken)`, `(uid, authKey)`, `({ uid, authKey })` or none, each with options after it.
 * Throws a `CometChatException` (kind `validation`) with every issue.
 */
export function readLogin(
  args: readonly unknown[],
  hasTokenProvider: boolean,
): { credentials: Credentials; options: CallOptions } {
  const last = args[args.length - 1];
  const options = isOptions(last) ? last : {};
  // A third argument that is `undefined` counts as options that were left out.
  const given = isOptions(last) || (args.length === 3 && last === undefined) ? args.slice(0, -1) : args;
  const credentials = readCredentials(given);
  refuse(issuesOf(credentials, given.length, hasTokenProvider));
  // Normalize the uid: two spellings of one uid are the same login.
  return {
    credentials: credentials.by === 'uid' ? { ...credentials, uid: normalizeUid(credentials.uid) } : credentials,
    options,
  };
}

/** A key that is the same for equal logins. */
export function keyOf(credentials: Credentials): string {
  return JSON.stringify(credentials);
}

function readCredentials(given: readonly unknown[]): Credentials {
  const [first, second] = given;
  if (given.length === 0) return { by: 'provider' };
  if (isRecord(first)) return { by: 'uid', uid: first.uid as string, authKey: first.authKey as string };
  // Plain JavaScript often passes an Auth Key that is undefined: `login(token, settings.authKey)`.
  const isTokenAlone = given.length === 1 || (given.length === 2 && second === undefined && hasTokenForm(first));
  if (isTokenAlone) return { by: 'token', authToken: first as string };
  return { by: 'uid', uid: first as string, authKey: second as string };
}

function issuesOf(credentials: Credentials, count: number, hasTokenProvider: boolean): Issue[] {
  const wrong = (message: string): Issue[] => [{ field: 'login', code: 'MISSING_PARAMETERS', message }];
  if (count > 2) return wrong('login takes an auth token, or a uid and an Auth Key.');
  if (credentials.by === 'provider')
    return hasTokenProvider ? [] : wrong('login() without arguments needs a tokenProvider.');
  if (credentials.by === 'token') return authTokenIssues(credentials.authToken);
  return [...uidIssues(credentials.uid), ...authKeyIssues(credentials.authKey)];
}

function isOptions(value: unknown): value is CallOptions {
  return isRecord(value) && !('uid' in value) && !('authKey' in value);
}

function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
