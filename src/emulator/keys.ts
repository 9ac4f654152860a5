/**
 * The two keys a new app has, the same everywhere so that a `.env` file outlives a restart. They guard nothing but
 * made-up data. Form: 40 hex digits, see [API keys](https://www.cometchat.com/docs/rest-api/api-keys).
 */
export const AUTH_KEY = 'a0'.repeat(20);
export const API_KEY = 'f0'.repeat(20);

/** What a key may do: `authOnly` creates users and auth tokens, `fullAccess` does everything. */
export type KeyScope = 'authOnly' | 'fullAccess';
