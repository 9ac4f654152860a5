import { problem } from '../../errors/issue.js';
import { Webhook } from '../vendor/standardwebhooks.js';

/** Throws what it has against a request, or gives `false`; the body is the text as it was sent. */
export type Verify = (request: Request, body: string) => unknown;

/** Checks Standard Webhooks signatures: right key, timestamp within five minutes. Several secrets serve while one is replaced. */
export function signedWith(secrets: readonly string[]): Verify {
  const webhooks = secrets.map(webhookOf);
  return ({ headers }, body) => {
    const signed = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers.get(name) ?? '']),
    );
    let why: unknown;
    for (const webhook of webhooks) {
      try {
        webhook.verify(body, signed, { jsonParse: false });
        return true;
      } catch (error) {
        why = error;
      }
    }
    throw why;
  };
}

function webhookOf(secret: unknown): Webhook {
  try {
    return new Webhook(secret as string);
  } catch {
    // Without the cause, which might repeat it.
    throw problem(
      'secret',
      'INVALID_OPTION',
      'secret must be the signing secret of your provider, as whsec_… in base64.',
    );
  }
}
