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

type Json = { readonly [field: string]: unknown };

/** The first part that is not as its trigger promises; `undefined` if all is well. */
function misfit({ trigger, data }: Json): string | undefined {
  if (typeof trigger !== 'string' || trigger === '') return 'trigger';
  const fields = record(data);
  if (!fields) return 'data';
  switch (trigger) {
    case 'user_blocked':
    case 'user_unblocked':
      if (!isUser(fields.by)) return 'data.by';
      return Object.values(record(fields.users) ?? { none: undefined }).every(isUser) ? undefined : 'data.users';
    case 'user_connection_status_changed':
      if (!isUser(fields.user)) return 'data.user';
      return typeof fields.status === 'string' ? undefined : 'data.status';
    default:
      return undefined;
  }
}

function isUser(value: unknown): boolean {
  const { uid } = record(value) ?? {};
  return typeof uid === 'string' && uid !== '';
}

function record(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function unreadable(why: string): CometChatException {
  const message = `The body of the webhook ${why}.`;
  return new CometChatException({ code: 'WEBHOOK_UNREADABLE', kind: 'validation', message });
}
