import { CometChatException } from '../errors/exception.js';
import { redact } from '../transport/redact.js';
import { explained } from './explain.js';

/** The error for a source of the caller that threw. The thrown error is the `cause`. */
export function sourceFailed(what: string, cause: unknown, apiKey: string): CometChatException {
  const message = `${what}: ${redact(textOf(cause), [apiKey])}`;
  return explained(new CometChatException({ code: 'SOURCE_FAILED', message, cause }));
}

/** Returns the message of any thrown value. */
function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } catch {
    return 'something that cannot be read.';
  }
}
