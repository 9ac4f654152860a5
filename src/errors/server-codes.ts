import type { ErrorKind } from './kinds.js';

/**
 * The second part of the table of codes: codes that only `cometchat-users/server` uses, and its hints for codes that the client uses
 * too, because a server solves these problems in another way. The first part is `CODES` in `codes.ts`; the type `KnownCode` covers
 * both. There are two files because these hints would make the bundle of an app larger.
 *
 * Sources: the vendor's [error guide](https://www.cometchat.com/docs/articles/error-guide) and the REST pages of each operation.
 */
export const SERVER_CODES = {
  validation: {
    WEBHOOK_UNREADABLE: '',
    MIXED_EVENT_TIMES: 'Use either times (Date, ISO 8601) or numbers for all events of a user.',
    SOURCE_FAILED: 'See cause: your source threw this error.',
    SOURCE_CHANGED:
      'Make a new plan, and do not change the source until it is applied. A function must open the same rows each time.',
    SOURCE_INCOMPLETE: "Give all users, or use missing: 'keep'.",
    TOO_MANY_REMOVED:
      'Check that the source has all users and that its uids are those of CometChat. If it is right, set maxRemoved.',
    PLAN_DAMAGED: 'Make and save a new plan. A saved plan cannot be edited.',
    UID_COLLISION:
      'For two people, make each uid with toUid(id). For one person, write the uid in the same way everywhere.',
    ERR_INVALID_UID: 'A uid is 1 to 100 letters, digits, underscores and hyphens.',
    ERR_CANNOT_BLOCK_SELF: 'A user cannot block itself: leave its own uid out.',
    ERR_CANNOT_FORM_SELF_RELATION: 'A user cannot be its own friend: leave its own uid out.',
    ERR_FAILED_TO_ADD_FRIEND: 'A user has 1000 friends at most.',
    ERR_IMPORT_INVALID_USER_FORMAT: '',
    JOURNAL_DAMAGED:
      'Restore the journal from a copy, or begin anew with restart: true. Users that are already as in your source cost no write then.',
  },
  config: {
    MISSING_API_KEY:
      'Give createAdmin() the REST API key of your app. If it comes from the environment, set that variable where the server runs.',
    JOURNAL_UNUSABLE: '',
    JOURNAL_FAILED: 'Solve the problem and run the import again with the same journal: it continues where it ended.',
    JOURNAL_OF_ANOTHER_IMPORT:
      'Give each import a journal of its own. restart: true begins a journal of the same app anew.',
    PLAN_OF_ANOTHER_APP: 'Apply a plan with an admin of the same app and region, or make a new plan.',
    RESULTS_NOT_KEPT: 'Iterate over the run as soon as the method returns it, or await its summary only.',
    MISSING_SECRET: 'Set the environment variable with the signing secret of your provider.',
  },
  authentication: {
    WEBHOOK_UNAUTHORIZED: '',
    AUTH_ERR_APIKEY_NOT_FOUND: 'Verify the REST API key, the App ID and the region from your CometChat dashboard.',
    AUTH_ERR_EMPTY_APIKEY: 'Give createAdmin() the REST API key from your CometChat dashboard.',
  },
  permission: {
    USER_DEACTIVATED:
      'Bring the user back with users.reactivate(), or ensure() with { reactivate: true }, if you want that.',
    AUTH_ERR_NO_ACCESS: 'This key is an Auth Key: give createAdmin() the REST API key, of scope fullAccess.',
    ERR_AUTHTOKEN_NOT_ACCESSIBLE: "The token belongs to another user: give that user's uid, or get a new token.",
    ERR_APIKEY_NO_SELF_ACTION: 'A key cannot change or delete itself: use another one.',
    ERR_ROLE_DELETE_DENIED: 'The default role cannot be deleted.',
  },
  notFound: {
    ERR_UID_NOT_FOUND:
      'Create the user first, with users.create() or users.ensure(). A deactivated user is not found either: users.reactivate() brings it back.',
    ERR_ROLE_NOT_FOUND: 'Create the role first, with roles.create().',
    ERR_AUTH_TOKEN_NOT_FOUND: 'This user has no such token: it was revoked, or newer tokens replaced it.',
    ERR_APIKEY_NOT_FOUND: 'The app has no such key: apiKeys.list() returns all keys.',
    ERR_NOT_A_FRIEND: 'Only friends can be removed: friends.list() returns all friends.',
  },
  conflict: {
    ERR_UID_ALREADY_EXISTS:
      'Use users.update() or users.ensure(), or choose another uid. A deactivated user keeps its uid until it is deleted permanently.',
    ERR_ROLE_ALREADY_EXISTS: 'Use roles.update(), or choose another id.',
    ERR_ALREADY_FRIEND: '',
    JOURNAL_IN_USE: '',
    USER_ACTIVE: 'Deactivate the user with users.deactivate(), or leave deactivatedAt out of the row.',
  },
  server: {
    SERVICE_DOWN: 'Run the same import again when CometChat answers: users who are done cost no further request.',
    STORAGE_FAILED: 'See cause: your storage threw this error.',
  },
} as const satisfies { [Kind in ErrorKind]?: { readonly [code: string]: string } };

const NOT_ACTIVE =
  'No active user has this uid: it was never created, was erased, or is deactivated already. users.delete() with { permanent: true } erases a deactivated user, users.reactivate() brings it back.';

/**
 * Hints for single operations, by code and by the name of the operation. They replace the hints above: "Create the user first" does
 * not help if the app wants to delete the user.
 */
export const OPERATION_HINTS = {
  ERR_UID_NOT_FOUND: {
    deleteUser: NOT_ACTIVE,
    deactivateUsers: NOT_ACTIVE,
    reactivateUsers: 'No user has this uid: it was never created, or was erased.',
  },
} as const satisfies { readonly [Code in ServerCode]?: { readonly [operation: string]: string } };

/** A code that only a server uses, or that has another hint on a server. */
export type ServerCode = {
  [Kind in keyof typeof SERVER_CODES]: keyof (typeof SERVER_CODES)[Kind];
}[keyof typeof SERVER_CODES];

/**
 * The codes in the HTTP responses of the handlers of `cometchat-users/server`, as `{ error: { code, message } }`. `tokenFrom` rejects
 * with them.
 */
export type HandlerCode =
  | 'NOT_AUTHENTICATED'
  | 'USER_NOT_AVAILABLE'
  | 'CROSS_SITE_REFUSED'
  | 'UID_COLLISION'
  | 'METHOD_NOT_ALLOWED'
  | 'WRONG_SIGNATURE'
  | 'BODY_TOO_LARGE'
  | 'BODY_UNREADABLE'
  | 'INVALID_USER'
  | 'INVALID_CHANGE'
  | 'UPSTREAM_REFUSED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'INTERNAL_ERROR'
  | 'INTERNAL_TIMEOUT';
