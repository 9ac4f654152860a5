import * as z from 'zod/mini';
import { CometChatException } from '../../errors/exception.js';
import { checkOptions } from '../arguments.js';
import { parseObject, readText } from '../request-body.js';
import { textOf } from '../schemas.js';
import { type BasicCredentials, hasCredentials } from './basic-auth.js';
import type { CometChatWebhook } from './types.js';

/** A mention contains a whole message, which makes it the largest webhook. */
const MAX_BYTES = 262_144;

const REASONS = { tooLarge: `is over ${MAX_BYTES} bytes`, readBefore: 'was read before', broken: 'ended early' };

/**
 * Reads a webhook that CometChat sends: user blocked, unblocked, mentioned, connected or disconnected, and every other event that you enable
 * for this address in the dashboard. CometChat does not sign webhooks: only the name and the password from the dashboard show who sent it.
 * Events have no id, and with `retryOnFailure` the same event may arrive three times. Respond with 200 within two seconds, or CometChat counts
 * the delivery as failed.
 * Source: [webhooks](https://www.cometchat.com/docs/fundamentals/webhooks-overview).
 *
 * Rejects with `INVALID_OPTION` (kind `config`) for missing credentials, with `INVALID_PARAMETER` (kind `validation`) if
 * `request` is not a `Request`, with `WEBHOOK_UNAUTHORIZED` (kind `authentication`: respond with 401) for wrong credentials,
 * and with `WEBHOOK_UNREADABLE` (kind `validation`: respond with 400) if the body is not such a webhook.
 *
 * @example
 * const event = await parseCometChatWebhook(request, { username, password });
 * if (event.trigger === 'user_blocked') console.log(event.data.by.uid, Object.keys(event.data.users));
 */
export async function parseCometChatWebhook(
  request: Request,
  credentials: BasicCredentials,
): Promise<CometChatWebhook> {
  const expected = checkOptions('parseCometChatWebhook', Credentials, credentials);
  if (!isRequest(request)) {
    const message = 'request must be a Request. With Express and node:http, use toNodeHandler to get one.';
    throw new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message });
  }
  if (!(await hasCredentials(request, expected))) {
    const message = 'The webhook does not have the expected name and password.';
    throw new CometChatException({ code: 'WEBHOOK_UNAUTHORIZED', kind: 'authentication', message });
  }
  const body = await readText(request, MAX_BYTES);
  if (body.problem) throw unreadable(REASONS[body.problem]);
  const event = parseObject(body.text);
  if (!event) throw unreadable('is not a JSON object');
  const invalid = firstInvalidPart(event);
  if (invalid) throw unreadable(`has no usable "${invalid}"`);
  return event as unknown as CometChatWebhook;
}

const Secret = textOf('credential', (text) => text !== '');
const Credentials = z.strictObject({ username: Secret, password: Secret });

/** Whether a value works as a `Request`. `instanceof` would reject a `Request` of another realm. */
function isRequest(value: unknown): boolean {
  try {
    return typeof (value as Request).headers.get === 'function';
  } catch {
    return false;
  }
}

// These schemas check the documented fields, and accept any other field.
const text = z.string().check(z.minLength(1));
const user = z.looseObject({ uid: text });
const blocked = z.looseObject({ by: user, users: z.record(z.string(), user) });
const DATA: Readonly<Record<string, z.ZodMiniType>> = {
  user_blocked: blocked,
  user_unblocked: blocked,
  user_connection_status_changed: z.looseObject({ user, status: z.string() }),
};
const envelope = z.looseObject({ trigger: text, data: z.looseObject({}) });

/** Returns the path of the first part that does not fit the trigger, such as `data.by.uid`; `undefined` for a valid webhook. */
function firstInvalidPart(event: { readonly [field: string]: unknown }): string | undefined {
  const { trigger } = event;
  const shape = typeof trigger === 'string' && Object.hasOwn(DATA, trigger) ? DATA[trigger] : undefined;
  const checked = (shape ? z.extend(envelope, { data: shape }) : envelope).safeParse(event);
  return checked.error?.issues[0]?.path.join('.');
}

function unreadable(why: string): CometChatException {
  const message = `The body of the webhook ${why}.`;
  return new CometChatException({ code: 'WEBHOOK_UNREADABLE', kind: 'validation', message });
}
