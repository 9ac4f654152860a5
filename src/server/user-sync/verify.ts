import { problem } from '../../errors/issue.js';
import { Webhook } from '../vendor/standardwebhooks.js';

/** Verifies a request: returns `true` if it is genuine, and otherwise throws or returns another value. `body` is the original text. */
export type Verify = (request: Request, body: string) => unknown;

/** Checks Standard Webhooks signatures: the key must match, and the timestamp must be within five minutes. One of the secrets must match. */
export function signedWith(secrets: readonly string[]): Verify {
  const webhooks = secrets.map(webhookOf);
  return ({ headers }, body) => {
    const signed = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers.get(name) ?? '']),
    );
    let reason: unknown;
    for (const webhook of webhooks) {
      try {
        webhook.verify(body, signed, { jsonParse: false });
        return true;
      } catch (error) {
        reason = error;
      }
    }
    throw reason;
  };
}

function webhookOf(secret: unknown): Webhook {
  try {
    return new Webhook(secret as string);
  } catch {
    // Leave out the cause: it may contain the secret.
    throw problem(
      'secret',
      'INVALID_OPTION',
      'secret must be the signing secret of your provider, as whsec_… in base64.',
    );
  }
}
