import * as z from 'zod/mini';
import { CometChatException } from '../../errors/exception.js';
import { checkOptions } from '../arguments.js';
import { parseObject, readText } from '../request-body.js';
import { textOf } from '../schemas.js';
import { type BasicCredentials, hasCredentials } from './basic-auth.js';
import type { CometChatWebhook } from './types.js';

/** A mention carries a whole message, and that is the most. */
const MAX_BYTES = 262_144;

const WHY = { tooLarge: `is over ${MAX_BYTES} bytes`, readBefore: 'was read before', broken: 'ended early' };

/**
 * Reads a webhook of CometChat's own: user blocked, unblocked, mentioned, connected or disconnected, and whatever else the dashboard sends to this
 * address. CometChat signs nothing: the name and password that you set there are all that says who sent it. Nor is there an event's id in
 * it, and with `retryOnFailure` the same event may come three times. Answer 200 within two seconds, or it counts as failed.
 * Source: [webhooks](https://www.cometchat.com/docs/fundamentals/webhooks-overview).
 *
 * Rejects with `INVALID_OPTION` (kind `config`) for credentials that are missing, with `INVALID_PARAMETER` (kind
 * `validation`) for what is no `Request`, with `WEBHOOK_UNAUTHORIZED` (kind `authentication`: answer 401) for other
 * credentials, with `WEBHOOK_UNREADABLE` (kind `validation`: answer 400) for what is no such webhook.
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
    const message = 'request must be a Request; with Express and node:http, toNodeHandler makes one.';
    throw new CometChatException({ code: 'INVALID_PARAMETER', kind: 'validation', message });
  }
  if (!(await hasCredentials(request, expected))) {
    const message = 'The webhook does not carry the name and password that were expected.';
    throw new CometChatException({ code: 'WEBHOOK_UNAUTHORIZED', kind: 'authentication', message });
  }
  const body = await readText(request, MAX_BYTES);
  if (body.problem) throw unreadable(WHY[body.problem]);
  const event = parseObject(body.text);
  if (!event) throw unreadable('is not a JSON object');
  const wrong = misfit(event);
  if (wrong) throw unreadable(`has no usable "${wrong}"`);
  return event as unknown as CometChatWebhook;
}

const Secret = textOf('credential', (text) => text !== '');
const Credentials = z.strictObject({ username: Secret, password: Secret });

/** Whether something can be read as a `Request`, of this realm or another. */
function isRequest(value: unknown): boolean {
  try {
    return typeof (value as Request).headers.get === 'function';
  } catch {
    return false;
  }
}

/** What is used of a webhook is checked; what else it carries is nobody's business. */
const text = z.string().check(z.minLength(1));
const user = z.looseObject({ uid: text });
const blocked = z.looseObject({ by: user, users: z.record(z.string(), user) });
const DATA: Readonly<Record<string, z.ZodMiniType>> = {
  user_blocked: blocked,
  user_unblocked: blocked,
  user_connection_status_changed: z.looseObject({ user, status: z.string() }),
};
const envelope = z.looseObject({ trigger: text, data: z.looseObject({}) });

/** The first part that is not as its trigger promises, such as `data.by.uid`; `undefined` if all is well. */
function misfit(event: { readonly [field: string]: unknown }): string | undefined {
  const { trigger } = event;
  const shape = typeof trigger === 'string' && Object.hasOwn(DATA, trigger) ? DATA[trigger] : undefined;
  const checked = (shape ? z.extend(envelope, { data: shape }) : envelope).safeParse(event);
  return checked.error?.issues[0]?.path.join('.');
}

function unreadable(why: string): CometChatException {
  const message = `The body of the webhook ${why}.`;
  return new CometChatException({ code: 'WEBHOOK_UNREADABLE', kind: 'validation', message });
}
