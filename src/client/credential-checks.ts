import type { KnownCode } from '../errors/codes.js';
import type { Issue } from '../errors/issue.js';
import { HEADER_VALUE } from '../user/json-checks.js';

/** The issue of an Auth Key, in an array. Empty for a valid one. */
export function authKeyIssues(authKey: unknown): Issue[] {
  return credentialIssues('authKey', authKey, 'INVALID_AUTH_KEY', 'INVALID_AUTH_KEY');
}

/** The issue of an auth token, in an array. Empty for a valid one. */
export function authTokenIssues(authToken: unknown): Issue[] {
  return credentialIssues('authToken', authToken, 'MISSING_PARAMETERS', 'INVALID_AUTH_TOKEN');
}

function credentialIssues(field: string, value: unknown, missing: KnownCode, invalid: KnownCode): Issue[] {
  if (value === undefined || value === null || (typeof value === 'string' && !value.trim())) {
    return [{ field, code: missing, message: `${field} is missing.` }];
  }
  if (typeof value !== 'string') return [{ field, code: invalid, message: `${field} must be a string.` }];
  return HEADER_VALUE.test(value)
    ? []
    : [
        {
          field,
          code: invalid,
          message: `${field} may contain only ASCII letters, digits and signs.`,
        },
      ];
}
