import * as z from 'zod/mini';
import { CometChatException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { type BasicCredentials, hasCredentials } from './basic-auth.js';
import type { CometChatWebhook } from './comet-webhook-types.js';
import { parseObject, readText } from './request-body.js';

/** A mention carries a whole message, and that is the most. */
const MAX_BYTES = 262_144;

const WHY = { tooLarge: `is over ${MAX_BYTES} bytes`, readBefore: 'was read before', broken: 'ended early' };

/**
 * Reads a webhook of CometChat's own: user blocked, unblocked, mentioned, connected or disconnected, and whatever else the dashboard sends to this
 * address. CometChat signs nothing: the name and password that you set there are all that says who sent it. Nor is there an event's id in
 * it, and with `retryOnFailure` the same event may come three times. Answer 200 within two seconds, or it counts as failed.
 * Source: [webhooks](https://www.cometchat.com/docs/fundamentals/webhooks-overview).
 *
 * Rejects with `WEBHOOK_UNAUTHORIZED` (kind `authentication`: answer 401) for other credentials, with `WEBHOOK_UNREADABLE` (kind `validation`: answer 400)
 * for what is no such webhook.
 *
 * @example
 * const event = await parseCometChatWebhook(request, { username, password });
 * if (event.trigger === 'user_blocked') console.log(event.data.by.uid, Object.keys(event.data.users));
 */
export async function parseCometChatWebhook(
  request: Request,
  credentials: BasicCredentials,
): Promise<CometChatWebhook> {
  const { username, password } = Object(credentials) as Partial<BasicCredentials>;
  if (!username || !password) {
    throw problem('password', 'INVALID_OPTION', 'username and password must be those of the webhook in the dashboard.');
  }
  if (!(await hasCredentials(request, { username, password }))) {
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
  const shape = Object.hasOwn(DATA, String(event.trigger)) ? DATA[String(event.trigger)] : undefined;
  const checked = (shape ? z.extend(envelope, { data: shape }) : envelope).safeParse(event);
  return checked.error?.issues[0]?.path.join('.');
}

function unreadable(why: string): CometChatException {
  const message = `The body of the webhook ${why}.`;
  return new CometChatException({ code: 'WEBHOOK_UNREADABLE', kind: 'validation', message });
}
