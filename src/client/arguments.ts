import type { KnownCode } from '../errors/codes.js';
import type { Issue } from '../errors/issue.js';
import type { UserInput } from '../user/fields.js';
import { BASE } from '../user/record.js';
import { CREDENTIAL } from '../user/shapes.js';
import { User } from '../user/user.js';

/** What is wrong with an Auth Key. */
export function authKeyIssues(authKey: unknown): Issue[] {
  return credentialIssues('authKey', authKey, 'INVALID_AUTH_KEY', 'INVALID_AUTH_KEY');
}

/** What is wrong with an auth token. */
export function authTokenIssues(authToken: unknown): Issue[] {
  return credentialIssues('authToken', authToken, 'MISSING_PARAMETERS', 'INVALID_AUTH_TOKEN');
}

function credentialIssues(field: string, value: unknown, missing: KnownCode, invalid: KnownCode): Issue[] {
  if (value === undefined || value === null || (typeof value === 'string' && !value.trim())) {
    return [{ field, code: missing, message: `${field} is missing.` }];
  }
  if (typeof value !== 'string') return [{ field, code: invalid, message: `${field} must be a string.` }];
  return CREDENTIAL.test(value)
    ? []
    : [
        {
          field,
          code: invalid,
          message: `${field} may contain only ASCII letters, digits and signs.`,
        },
      ];
}

/** A user of what was passed as one. What is no user at all becomes one without a uid, whose validation says so. */
export function toUser(input: unknown): User {
  if (typeof input !== 'object' || input === null) return new User(undefined as unknown as string);
  // A user of another copy of this package, or a proxy of one, remembers what was touched.
  return input instanceof User || BASE in input ? (input as User) : new User(input as UserInput);
}

/** The uid of a uid or of whatever has one. */
export function toUid(input: unknown): unknown {
  return typeof input === 'object' && input !== null ? (input as { uid?: unknown }).uid : input;
}
