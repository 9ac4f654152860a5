import { User } from './user.js';

/**
 * Merges a user that was just read into the known one: fields that the response left out stay as they were. Some reads leave out the
 * tags and the `@private` part of the metadata. The exception is `deactivatedAt`: without it the user is active.
 */
export function mergeRead(before: User, read: User): User {
  const { deactivatedAt: _, ...known } = before.toJSON();
  const metadata = read.metadata && { ...privateOf(before), ...read.metadata };
  return User.fromService({ ...known, ...read.toJSON(), ...(metadata && { metadata }) });
}

function privateOf({ metadata }: User): object {
  const own = metadata?.['@private'];
  return own === undefined ? {} : { '@private': own };
}
