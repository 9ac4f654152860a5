/** The app of requests that do not name an app, unless an option says otherwise. */
export const APP_ID = 'emulator-app';

/**
 * The two keys of a new app, unless options set them. They are the same everywhere, so that a `.env` file survives a
 * restart. They protect only made-up data. Form: 40 hex digits, see
 * [API keys](https://www.cometchat.com/docs/rest-api/api-keys).
 */
export const AUTH_KEY = 'a0'.repeat(20);
export const API_KEY = 'f0'.repeat(20);

/** The permissions of a key: `authOnly` creates users and auth tokens, `fullAccess` allows everything. */
export type KeyScope = 'authOnly' | 'fullAccess';

/** The two keys that every app of an emulator has. */
export interface OwnKeys {
  readonly authKey: string;
  readonly apiKey: string;
}

/** Reads the keys from the options. Throws a `TypeError` for a key of another form, and for two equal keys. */
export function resolveKeys({ authKey = AUTH_KEY, apiKey = API_KEY }: Partial<OwnKeys>): OwnKeys {
  for (const [name, key] of Object.entries({ authKey, apiKey }))
    if (typeof key !== 'string' || !/^[0-9a-f]{40}$/.test(key))
      throw new TypeError(`createEmulator: ${name} must be 40 hex digits, in lower case`);
  if (authKey === apiKey) throw new TypeError('createEmulator: authKey and apiKey must be different keys');
  return { authKey, apiKey };
}
