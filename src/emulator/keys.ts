/** The app of requests that do not name an app, unless an option says otherwise. */
export const APP_ID = 'emulator-app';

/**
 * The two keys of a new app. They are the same everywhere, so that a `.env` file survives a restart. They protect only
 * made-up data. Form: 40 hex digits, see [API keys](https://www.cometchat.com/docs/rest-api/api-keys).
 */
export const AUTH_KEY = 'a0'.repeat(20);
export const API_KEY = 'f0'.repeat(20);

/** The permissions of a key: `authOnly` creates users and auth tokens, `fullAccess` allows everything. */
export type KeyScope = 'authOnly' | 'fullAccess';
