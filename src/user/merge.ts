import { User } from './user.js';

/**
 * A user as just read, with the fields that the response left out as they were before. Some reads leave out tags and the
 * `@private` part of the metadata. Only `deactivatedAt` says something by its absence.
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
