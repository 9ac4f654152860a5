import { codeInfo } from '../../../errors/codes.js';
import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import { exceptionOf } from '../../../errors/issue.js';
import type { CallOptions } from '../../../transport/call-options.js';
import { endpointName } from '../../../transport/endpoint.js';
import { readUser, updateUser } from '../../../transport/endpoints.js';
import { asObject } from '../../../transport/json.js';
import { redact } from '../../../transport/redact.js';
import { isWhatWasSent } from '../../../user/equality.js';
import { User } from '../../../user/user.js';
import type { AdminContext } from '../../context.js';
import { explained } from '../../explain.js';
import { type ImportedRow, importUsers } from './endpoints.js';
import { importBody } from './import-body.js';

/** The outcome for one user: the created user, or the error. */
export type Imported = User | CometChatException;

/** The public method that sends these requests. */
const OPERATION = 'createMany';
const PLACE = { operation: OPERATION, endpoint: endpointName(importUsers) };

/**
 * Imports up to 50 users with one request. Resolves with the outcome for each user; rejects if no outcome is known.
 */
export async function importChunk(
  context: AdminContext,
  users: readonly User[],
  options: CallOptions,
): Promise<Imported[]> {
  const bodies = new Map(users.map((user) => [user.uid, importBody(user)]));
  const body = { users: Object.fromEntries(bodies) };
  const { rows, mayBeDone } = await context.perform(OPERATION, options, (deadline) =>
    context.send(importUsers, { body, deadline }),
  );
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  const imported: Imported[] = [];
  for (const user of users) {
    const one = outcomeOf(context, user, byUid.get(user.uid));
    const outcome = mayBeDone && isTaken(one) ? await confirmCreated(context, user, one, options) : one;
    imported.push(outcome instanceof User ? await complete(context, user, outcome, options) : outcome);
  }
  return imported;
}

function outcomeOf({ apiKey }: AdminContext, { uid }: User, row: ImportedRow | undefined): Imported {
  if (row?.user) return row.user;
  const reported: Readonly<Record<string, unknown>> | undefined =
    typeof row?.error === 'string' ? { message: row.error } : asObject(row?.error);
  if (!reported) {
    const message = `The response to ${endpointName(importUsers)} does not say whether ${uid} was created.`;
    return explained(new CometChatException({ code: 'BAD_RESPONSE', message, ...PLACE }));
  }
  const code = typeof reported.code === 'string' ? redact(reported.code, [apiKey]) : 'ERR_BAD_REQUEST';
  const message =
    typeof reported.message === 'string' ? redact(reported.message, [apiKey]) : `The user ${uid} was not imported.`;
  const issues = Object.entries(asObject(reported.details) ?? {}).flatMap(([field, texts]) =>
    [texts].flat().map((text) => ({ field: redact(field, [apiKey]), code, message: redact(String(text), [apiKey]) })),
  );
  const [first, ...rest] = issues;
  const details = first && exceptionOf([first, ...rest]).details;
  const kind = codeInfo(code)?.kind ?? 'validation';
  return explained(new CometChatException({ code, message, kind, details, ...PLACE }));
}

function isTaken(one: Imported): one is CometChatException {
  return isCometChatException(one) && one.code === 'ERR_UID_ALREADY_EXISTS';
}

/**
 * Finds out whether an earlier import, whose response was lost, created the user who already exists. We created the user if it has the
 * data that we sent.
 */
async function confirmCreated(
  context: AdminContext,
  user: User,
  taken: CometChatException,
  options: CallOptions,
): Promise<Imported> {
  try {
    const { uid } = user;
    const response = await context.perform(OPERATION, options, (deadline) =>
      context.send(readUser, { params: { uid }, uid, deadline }),
    );
    const found = User.fromService(response);
    return isWhatWasSent(importBody(user), found) ? found : taken;
  } catch (cause) {
    if (isCometChatException(cause) && cause.code === 'WRONG_USER') return cause;
    return explained(new CometChatException({ code: 'CREATE_UNCONFIRMED', ...PLACE, cause }));
  }
}

/** Sends the status message, which an import does not accept. */
async function complete(context: AdminContext, user: User, imported: User, options: CallOptions): Promise<Imported> {
  const { uid, statusMessage } = user;
  if (!statusMessage || imported.statusMessage === statusMessage) return imported;
  const request = { params: { uid }, uid, body: { statusMessage } };
  try {
    return User.fromService(
      await context.perform(OPERATION, options, (deadline) => context.send(updateUser, { ...request, deadline })),
    );
  } catch (error) {
    if (isCometChatException(error)) return error;
    throw error;
  }
}
