import { isSame } from '../webhooks/basic-auth.js';
import type { SigningSecret } from './secrets.js';

/** Verifies a request: returns `true`, or the id that the signature covers, if it is genuine. Otherwise it throws or returns another value. */
export type Verify = (request: Request, body: string) => unknown;

/** A genuine request, with the id of the event if the signature covers one. */
export interface Verified {
  readonly id?: string | undefined;
}

/** Standard Webhooks, and Svix with its own names for the same headers. */
const PREFIXES = ['webhook', 'svix'];

/** Checks Standard Webhooks signatures: the key must match, and the timestamp must be within five minutes. One of the secrets must match. */
export function verifySignature(secrets: readonly SigningSecret[], { headers }: Request, body: string): Verified {
  const prefix = PREFIXES.find((each) => headers.has(`${each}-signature`)) ?? 'webhook';
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map(
    (name) => headers.get(`${prefix}-${name}`) ?? '',
  );
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } as Record<
    string,
    string
  >;
  let reason: unknown;
  for (const { webhook } of secrets) {
    try {
      webhook.verify(body, signed, { jsonParse: false });
      return { id };
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

/** Whether a request has one of the secrets as `Authorization: Bearer …`. The comparison takes the same time for right and wrong ones. */
export async function hasBearer(secrets: readonly SigningSecret[], { headers }: Request): Promise<boolean> {
  const [, token = ''] = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  const matches = await Promise.all(secrets.map(({ text }) => isSame(token, text)));
  return matches.includes(true);
}
