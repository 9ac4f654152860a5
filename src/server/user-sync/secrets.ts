import { CometChatException } from '../../errors/exception.js';
import { problem } from '../../errors/issue.js';
import { explained } from '../explain.js';
import { Webhook } from '../vendor/standardwebhooks.js';

/** A signing secret that was checked. */
export interface SigningSecret {
  readonly webhook: Webhook;
  /** The text as the app gave it, for providers that can only send it in a header. */
  readonly text: string;
}

/** Standard Webhooks asks for 24 to 64 random bytes. */
const MIN_BYTES = 24;

/**
 * Reads the option `secret`. The result is empty if all given secrets are missing: a build has no secrets, so that is told at the first
 * request. Throws for a secret that is weak or unreadable. The error does not contain it.
 */
export function readSecrets(secret: unknown): readonly SigningSecret[] {
  if (Array.isArray(secret) && secret.length === 0) throw invalid('secret must have at least one signing secret.');
  return [secret].flat().flatMap((each) => {
    if (each === undefined || each === null || each === '') return [];
    if (typeof each !== 'string') throw invalid('secret must be a text, or a list of texts.');
    // Supabase writes several secrets into one text.
    return each.split('|').map(readSecret);
  });
}

/** The error for a request that arrives before the app has a secret. */
export function missingSecret(): CometChatException {
  const message =
    'The user sync endpoint has no secret: set the environment variable (or the option) with the signing secret of your provider.';
  return explained(new CometChatException({ code: 'MISSING_SECRET', message }));
}

function readSecret(given: string): SigningSecret {
  const text = given.trim();
  // Supabase: v1,whsec_…; Svix, Clerk and Stytch: whsec_…
  const key = text.replace(/^v1,/, '').replace(/^whsec_/, '');
  if (/^(undefined|null)$/i.test(key))
    throw invalid(`secret is the text "${key.toLowerCase()}": the environment variable behind it is not set.`);
  const bytes = byteLength(key);
  if (bytes === undefined)
    throw invalid('secret must be the signing secret of your provider, such as whsec_…, in base64.');
  if (bytes < MIN_BYTES)
    throw invalid(
      `secret has ${bytes} bytes: a signing secret needs ${MIN_BYTES} at least, so that nobody can guess it.`,
    );
  return { webhook: new Webhook(key.padEnd(Math.ceil(key.length / 4) * 4, '=')), text };
}

function byteLength(base64: string): number | undefined {
  try {
    return atob(base64).length;
  } catch {
    return undefined;
  }
}

function invalid(message: string): CometChatException {
  return problem('secret', 'INVALID_OPTION', message);
}
