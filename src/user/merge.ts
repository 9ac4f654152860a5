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

/**
 * Merges the response to an update into the known user. A field that was not sent and that the response leaves out stays as it was. A
 * field that was sent is as the response has it.
 */
export function mergeWritten(before: User, written: User, sent: readonly string[]): User {
  const { deactivatedAt: _, ...known } = before.toJSON();
  const unsent = Object.fromEntries(Object.entries(known).filter(([field]) => !sent.includes(field)));
  return mergeRead(User.fromService({ ...unsent, uid: before.uid }), written);
}

function privateOf({ metadata }: User): object {
  const own = metadata?.['@private'];
  return own === undefined ? {} : { '@private': own };
}
