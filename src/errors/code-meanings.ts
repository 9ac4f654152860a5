/**
 * All codes that this package knows, with their kinds. The comment of each code explains its meaning. If the code has no hint, the
 * comment also says how to solve the problem. A test writes the page `docs/errors.md` from these comments.
 *
 * This file has types only, so it adds nothing to a bundle. A code with the type `string` has the kind of its HTTP status.
 */
export interface ErrorCodes {
  /** An argument is missing. Give the argument that the message names. */
  MISSING_PARAMETERS: 'validation';
  /** The auth token is not a text without spaces. Give the token as your server got it. */
  INVALID_AUTH_TOKEN: 'validation';
  /** The Auth Key is missing, or is not a text without spaces. */
  INVALID_AUTH_KEY: 'validation';
  /** The session id of a call is missing or empty. Give the id of the call session as a text. */
  INVALID_SESSION_ID: 'validation';
  /** An argument is wrong. The message names the argument and what it must be. */
  INVALID_PARAMETER: 'validation';
  /** The user to update is not the signed-in user. */
  NOT_THE_SIGNED_IN_USER: 'validation';
  /** The uid is missing. Give a uid of 1 to 100 letters, digits, underscores and hyphens. */
  UID_IS_COMPULSORY: 'validation';
  /** The uid is not valid. Use 1 to 100 letters, digits, underscores and hyphens. */
  INVALID_UID: 'validation';
  /** The user to create has no name. Give a name of 1 to 100 characters. */
  USER_NAME_IS_COMPULSORY: 'validation';
  /** The name is not valid. Give a name of 1 to 100 characters. */
  INVALID_USER_NAME: 'validation';
  /** The avatar is not valid. Give an http(s) URL of up to 3000 characters, or `null` to clear it. */
  INVALID_USER_AVATAR: 'validation';
  /** The link is not valid. Give an http(s) URL of up to 3000 characters, or `null` to clear it. */
  INVALID_USER_LINK: 'validation';
  /** The role is not a valid role id. Give the id of a role that exists in your app. */
  INVALID_USER_ROLE: 'validation';
  /** The metadata is not a JSON object, or is too large. Give an object of up to 5 KB, or `null` to clear it. */
  INVALID_USER_METADATA: 'validation';
  /** The status message is not valid. Give a text. */
  INVALID_USER_STATUS_MESSAGE: 'validation';
  /** The tags are not valid. Give up to 25 texts of up to 100 characters each. */
  INVALID_USER_TAGS: 'validation';
  /** The user is not a `User` and not an object of its fields, or one of its fields is unknown or cannot be read. The message names the field. */
  INVALID_USER: 'validation';
  /** The user is larger than the service accepts in one request. Shorten the fields that the message names, usually the metadata. */
  USER_TOO_LARGE: 'validation';
  /** A setter was called on the session's user, which is frozen. */
  READ_ONLY_USER: 'validation';
  /** The service refused the request because a field is wrong. */
  ERR_BAD_REQUEST: 'validation';
  /** The source of users or changes that you gave to `sync.importUsers` or `sync.apply` threw an error. */
  SOURCE_FAILED: 'validation';
  /** A line of the journal of an import is damaged. The message names the line. */
  JOURNAL_DAMAGED: 'validation';
  /** Two ids differ only in letter case, which CometChat ignores: they would be one user there. */
  UID_COLLISION: 'validation';
  /** The service refused the form of a uid. */
  ERR_INVALID_UID: 'validation';
  /** A user cannot block itself. */
  ERR_CANNOT_BLOCK_SELF: 'validation';
  /** A user cannot be its own friend. */
  ERR_CANNOT_FORM_SELF_RELATION: 'validation';
  /** The users could not become friends. */
  ERR_FAILED_TO_ADD_FRIEND: 'validation';
  /** The service refused the form of an imported user. Check the user's fields against the message. */
  ERR_IMPORT_INVALID_USER_FORMAT: 'validation';
  /** The body of a webhook is not a CometChat webhook. Respond with 400; the message says what is wrong. */
  WEBHOOK_UNREADABLE: 'validation';
  /** The events of a user have times of different kinds. Use either times or numbers for all events of a user. */
  MIXED_EVENT_TIMES: 'validation';

  /** A method was called before `init`. */
  COMETCHAT_INITIALIZATION_NOT_DONE: 'config';
  /** `init` was called again for the same app with other hosts, storage or emulator. Use the same settings in every `init`. */
  CONFIG_CONFLICT: 'config';
  /** The App ID is not valid. */
  INVALID_APP_ID: 'config';
  /** The region is not valid. */
  INVALID_REGION: 'config';
  /** An option does not exist, or its value is not valid. The message names the option, and the nearest known name. */
  INVALID_OPTION: 'config';
  /** A user sync endpoint got a request, but has no secret. Set the environment variable with the secret. */
  MISSING_SECRET: 'config';
  /** The journal of an import cannot be opened. The message says why: for example a missing folder, a directory, no right to write, or a file that is no journal. Give a path of a file that can be written, or a storage. */
  JOURNAL_UNUSABLE: 'config';
  /** The journal of an import could not be written, for example because the disk is full. The import has ended. */
  JOURNAL_FAILED: 'config';
  /** The journal belongs to another app, region or source, or to another version of this package. */
  JOURNAL_OF_ANOTHER_IMPORT: 'config';
  /** The results of an import were asked for too late, or twice. They are not kept: iterate at once, and only once. */
  RESULTS_NOT_KEPT: 'config';
  /** A host uses plain http. Use https, a host on this machine, or `allowInsecure: true` for a test. */
  INSECURE_HOST: 'config';
  /** A method was called after `dispose()`. */
  CLIENT_DISPOSED: 'config';
  /** The admin has no REST API key: `apiKey` was empty or `undefined`. */
  MISSING_API_KEY: 'config';
  /** The request names no app. Set the App ID. */
  AUTH_ERR_EMPTY_APPID: 'config';
  /** There is no such app in this region. */
  AUTH_ERR_INVALID_APPID: 'config';

  /** No user is signed in. */
  USER_NOT_LOGED_IN: 'authentication';
  /** Your `tokenProvider` failed, or returned something that is not a token. */
  TOKEN_PROVIDER_FAILED: 'authentication';
  /** Your `tokenProvider` returned a token of another user. */
  TOKEN_OF_ANOTHER_USER: 'authentication';
  /** The service does not know the key. */
  AUTH_ERR_APIKEY_NOT_FOUND: 'authentication';
  /** The request has no key. */
  AUTH_ERR_EMPTY_APIKEY: 'authentication';
  /** The auth token was revoked, or never existed. */
  AUTH_ERR_AUTH_TOKEN_NOT_FOUND: 'authentication';
  /** A webhook does not have the expected name and password. Respond with 401; check both in the dashboard. */
  WEBHOOK_UNAUTHORIZED: 'authentication';
  /** The request has no auth token. Log in first. */
  AUTH_ERR_EMPTY_AUTH_TOKEN: string;

  /** The signed-in user tried to change its own role. */
  ROLE_NOT_EDITABLE: 'permission';
  /** The key may not do this. */
  AUTH_ERR_NO_ACCESS: 'permission';
  /** The plan of your app does not include this. Change the plan in the dashboard. */
  ERR_PLAN_RESTRICTION: 'permission';
  /** The quota of your plan is used up. Change the plan in the dashboard. */
  ERR_PLAN_QUOTA_RESTRICTION: 'permission';
  /** The subscription of your app has expired. Renew it in the dashboard. */
  ERR_SUBSCRIPTION_EXPIRED: 'permission';
  /** The user is deactivated. */
  USER_DEACTIVATED: 'permission';
  /** The auth token belongs to another user. */
  ERR_AUTHTOKEN_NOT_ACCESSIBLE: 'permission';
  /** An API key cannot change or delete itself. */
  ERR_APIKEY_NO_SELF_ACTION: 'permission';
  /** The role cannot be deleted. */
  ERR_ROLE_DELETE_DENIED: 'permission';
  /** The role of the user does not permit this. Change the permissions of the role. */
  ERR_PERMISSION_DENIED: string;

  /** There is no active user with this uid. */
  ERR_UID_NOT_FOUND: 'notFound';
  /** There is no such role. */
  ERR_ROLE_NOT_FOUND: 'notFound';
  /** The user has no such auth token. */
  ERR_AUTH_TOKEN_NOT_FOUND: 'notFound';
  /** The app has no such API key. */
  ERR_APIKEY_NOT_FOUND: 'notFound';
  /** The two users are not friends. */
  ERR_NOT_A_FRIEND: 'notFound';
  /** The service has no such path, or not with this method. Check the path and the method of `admin.request()`. */
  ERR_API_NOT_FOUND: string;
  /** The two users have not exchanged a message yet. Nothing needs to be done: the first message makes the conversation. */
  ERR_CONVERSATION_NOT_FOUND: string;
  /** The group does not exist. Create it first. */
  ERR_GUID_NOT_FOUND: string;

  /** The uid is taken. */
  ERR_UID_ALREADY_EXISTS: 'conflict';
  /** The role id is taken. */
  ERR_ROLE_ALREADY_EXISTS: 'conflict';
  /** The two users are already friends. Nothing needs to be done. */
  ERR_ALREADY_FRIEND: 'conflict';
  /** Another run uses the journal of an import. Wait until it has ended, or give another path. */
  JOURNAL_IN_USE: 'conflict';
  /** A row of an import has a `deactivatedAt`, but the user is active in CometChat. An import does not deactivate users. */
  USER_ACTIVE: 'conflict';

  /** The app sends too many requests. Without a `status`, nothing was sent: the admin knows that the service would refuse it. */
  ERR_TOO_MANY_REQUESTS: 'rateLimit';

  /** The request could not be sent, or its response was lost. */
  FAILED_TO_FETCH: 'network';
  /** The response to a create was lost, and the user or role could not be read to check, for example because the key may not read. */
  CREATE_UNCONFIRMED: 'network';

  /** The service did not respond in time. Try again later, or allow more time. */
  REQUEST_TIMEOUT: 'timeout';

  /** You aborted the operation with your `signal`. */
  REQUEST_ABORTED: 'aborted';

  /** The service failed. Try again later. */
  SERVER_ERROR: 'server';
  /** The service did not answer an import for longer than its `patience`. The import ended; run it again later. */
  SERVICE_DOWN: 'server';
  /** The storage of a user sync endpoint failed. Check your storage; `cause` is its error. */
  STORAGE_FAILED: 'server';
  /** The service failed. Try again later. */
  ERR_EXCEPTION: string;
  /** The service failed. Try again later. */
  ERR_MISSION_FAILED: string;
  /** The database of the service failed. Try again later. */
  ERR_OPERATION_FAILED: string;
  /** Only the emulator: it does not have this part of the service, such as messages. Use an app at CometChat to try it. */
  ERR_NOT_IN_EMULATOR: string;

  /** The response is too large, or does not come from CometChat. */
  BAD_RESPONSE: 'badResponse';
  /** The response is about another user than the request. */
  WRONG_USER: 'badResponse';
  /** The response is a redirect. */
  REDIRECT_REFUSED: 'badResponse';
  /** The service does not know the version in the path. Check the version in your hosts. */
  ERR_INVALID_API_VERSION: string;

  /** A later login or logout ended this login. */
  LOGIN_SUPERSEDED: 'superseded';
  /** The user who began to read this list has signed out, or another user has signed in. A list never reaches another user. */
  SESSION_ENDED: 'superseded';

  /** A handler of `cometchat-users/server` got a request of a visitor who is not logged in. Log in to your own app first. */
  NOT_AUTHENTICATED: string;
  /** A token endpoint has no token: the user is deactivated, or unknown without a `profile`. Reactivate or create the user. */
  USER_NOT_AVAILABLE: string;
  /** A token endpoint got a request from a page of another site. If that is intended, set `allowCrossSite` there. */
  CROSS_SITE_REFUSED: string;
  /** A handler got a request with another method than POST. Use POST. */
  METHOD_NOT_ALLOWED: string;
  /** The signature of a webhook is wrong or too old. Check the secret, and the clock of the server. */
  WRONG_SIGNATURE: string;
  /** The body of a webhook is larger than `maxBytes`, 256 KB by default. Send less in one event, or raise `maxBytes`. */
  BODY_TOO_LARGE: string;
  /** The body of a webhook is neither JSON nor JSON lines. Check what the provider sends, and that nothing reads the body first. */
  BODY_UNREADABLE: string;
  /** `map` of a user sync endpoint returned an invalid change. See the error that `onError` and `onRejected` got. */
  INVALID_CHANGE: string;
  /** CometChat refused the request of your server. Check the REST API key, the App ID and the region there. */
  UPSTREAM_REFUSED: string;
  /** CometChat is down, slow or limits your server. Try again after `retryAfterMs`. */
  UPSTREAM_UNAVAILABLE: string;
  /** One of your functions on the server failed. See the error that `onError` got. */
  INTERNAL_ERROR: string;
  /** `authenticate` or `profile` of a token endpoint took longer than the `timeout` of the admin. Try again later; make them faster. */
  INTERNAL_TIMEOUT: string;
  /** A token endpoint responded with an error that has no code. Check the address that you gave to `tokenFrom`. */
  TOKEN_ENDPOINT_FAILED: string;
  /** An exception was created without a code. Give it a code. */
  UNKNOWN: string;
}
