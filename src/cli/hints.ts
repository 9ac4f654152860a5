import type { CometChatException } from '../errors/exception.js';

/** Hints in the words of the command, for errors whose own hint names a function or an option of the SDK. */
const HINTS: Readonly<Record<string, string>> = {
  ERR_UID_NOT_FOUND: 'Is the user deactivated? Then use: cometchat-users user reactivate UID',
  ERR_UID_ALREADY_EXISTS:
    'Use "user ensure" or "user update". A deactivated user keeps its uid: see "user reactivate".',
  ERR_ROLE_NOT_FOUND: 'Create the role in your CometChat dashboard first.',
  USER_DEACTIVATED: 'Pass --reactivate to reactivate the user.',
  AUTH_ERR_APIKEY_NOT_FOUND:
    'Check COMETCHAT_API_KEY, and that the App ID and the region belong to the same app. "cometchat-users doctor" checks all three.',
  AUTH_ERR_NO_ACCESS: 'Use the REST API key (scope fullAccess), not the Auth Key.',
  AUTH_ERR_INVALID_APPID: 'Check the App ID and the region: cometchat-users doctor',
  FAILED_TO_FETCH: 'With an emulator: is it running, and is its URL right?',
  USER_NAME_IS_COMPULSORY: 'Pass --name NAME.',
  ERR_TOO_MANY_REQUESTS: 'Wait a minute, then try again.',
  TOO_MANY_REMOVED:
    'Check that the file has all users and that its uids are those of CometChat. If it is right, add --max-removed LIMIT.',
  REQUEST_ABORTED: '',
  // A run that ended for this says how to go on.
  SERVICE_DOWN: '',
};

/** The hint of an error for a person at the command line; `undefined` if it has none. */
export function hintFor({ code, hint }: CometChatException): string | undefined {
  if (Object.hasOwn(HINTS, code)) return HINTS[code] || undefined;
  // A hint that names a function is for code.
  return hint && !/\w\(\)/.test(hint) ? hint : undefined;
}
