import type { NewUser } from './stored-user.js';

const NAMES = ['Andrew Joseph', 'George Alan', 'Nancy Grace', 'Susan Marie', 'John Paul'];

/**
 * The five sample users of a new app. Source:
 * [authentication](https://www.cometchat.com/docs/sdk/javascript/authentication-overview).
 */
export const SAMPLE_USERS: readonly NewUser[] = NAMES.map((name, index) => {
  const uid = `cometchat-uid-${index + 1}`;
  return { uid, name, avatar: `https://assets.cometchat.io/sampleapp/v2/users/${uid}.webp` };
});
