import { type CometChatException, isCometChatException } from 'cometchat-users';

/** The message for the user after an operation failed. */
export function explain(error: unknown): string {
  if (!isCometChatException(error)) return 'Something went wrong. Try again.';
  switch (error.kind) {
    case 'network':
      return 'No connection. Check yours and try again.';
    case 'timeout':
    case 'server':
      return 'The service does not answer as it should. Try again in a moment.';
    case 'rateLimit':
      return `Too many tries at once. Try again in ${wait(error)}.`;
    case 'notFound':
      return 'There is no user with this ID.';
    case 'conflict':
      return 'This user ID is taken. Choose another one.';
    case 'authentication':
      return 'You are not signed in any more. Sign in again.';
    case 'permission':
      return 'The service does not allow this.';
    default:
      return error.message;
  }
}

/** A browser may hide how long. */
function wait({ retryAfterMs }: CometChatException): string {
  if (retryAfterMs === undefined) return 'a minute';
  const count = Math.ceil(retryAfterMs / 1000);
  return count === 1 ? '1 second' : `${count} seconds`;
}
