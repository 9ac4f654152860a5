import { codeInfo } from '../../../errors/codes.js';
import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import { exceptionOf } from '../../../errors/issue.js';
import type { CallOptions } from '../../../transport/call-options.js';
import { endpointName } from '../../../transport/endpoint.js';
import { readUser, updateUser } from '../../../transport/endpoints.js';
import { redact } from '../../../transport/redact.js';
import { isWhatWasSent } from '../../../user/equality.js';
import { User } from '../../../user/user.js';
import type { AdminContext } from '../../context.js';
import { explained } from '../../explain.js';
import { record } from '../results.js';
import { type ImportedRow, importUsers } from './endpoints.js';
import { importBody } from './import-body.js';

/** What became of one user: the user, or why not. */
export type Imported = User | CometChatException;

/** The public method of this file's operations. */
const OPERATION = 'createMany';
const PLACE = { operation: OPERATION, endpoint: endpointName(importUsers) };

/**
 * Imports up to 50 users with one request. Resolves with the outcome of each; rejects if the outcome of none is known. `isRepeated`
 * is true if these users were sent before, and may exist because of that.
 */
export async function importChunk(
  context: AdminContext,
  users: readonly User[],
  options: CallOptions,
  isRepeated: boolean,
): Promise<Imported[]> {
  const bodies = new Map(users.map((user) => [user.uid, importBody(user)]));
  const body = { users: Object.fromEntries(bodies) };
  const { rows, mayRepeat } = await context.perform(OPERATION, options, (deadline) =>
    context.send(importUsers, { body, deadline }),
  );
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  const imported: Imported[] = [];
  for (const user of users) {
    const one = outcomeOf(context, user, byUid.get(user.uid));
    const settled = (mayRepeat || isRepeated) && isTaken(one) ? await settle(context, user, one, options) : one;
    imported.push(settled instanceof User ? await complete(context, user, settled, options) : settled);
  }
  return imported;
}

function outcomeOf({ apiKey }: AdminContext, { uid }: User, row: ImportedRow | undefined): Imported {
  if (row?.user) return row.user;
  const said: Readonly<Record<string, unknown>> | undefined =
    typeof row?.error === 'string' ? { message: row.error } : record(row?.error);
  if (!said) {
    const message = `The response to ${endpointName(importUsers)} does not say whether ${uid} was created.`;
    return explained(new CometChatException({ code: 'BAD_RESPONSE', message, ...PLACE }));
  }
  const code = typeof said.code === 'string' ? redact(said.code, [apiKey]) : 'ERR_BAD_REQUEST';
  const message =
    typeof said.message === 'string' ? redact(said.message, [apiKey]) : `The user ${uid} was not imported.`;
  const issues = Object.entries(record(said.details) ?? {}).flatMap(([field, told]) =>
    [told].flat().map((text) => ({ field: redact(field, [apiKey]), code, message: redact(String(text), [apiKey]) })),
  );
  const [first, ...rest] = issues;
  const details = first && exceptionOf([first, ...rest]).details;
  const kind = codeInfo(code)?.kind ?? 'validation';
  return explained(new CometChatException({ code, message, kind, details, ...PLACE }));
}

function isTaken(one: Imported): one is CometChatException {
  return isCometChatException(one) && one.code === 'ERR_UID_ALREADY_EXISTS';
}

/** An import whose answer was lost and that then found the uid taken: taken by us if the user is what we sent. */
async function settle(
  context: AdminContext,
  user: User,
  taken: CometChatException,
  options: CallOptions,
): Promise<Imported> {
  try {
    const { uid } = user;
    const answer = await context.perform(OPERATION, options, (deadline) =>
      context.send(readUser, { params: { uid }, uid, deadline }),
    );
    const found = User.fromService(answer);
    return isWhatWasSent(importBody(user), found) ? found : taken;
  } catch (cause) {
    if (isCometChatException(cause) && cause.code === 'WRONG_USER') return cause;
    return explained(new CometChatException({ code: 'CREATE_UNCONFIRMED', ...PLACE, cause }));
  }
}

/** Sends what an import has no place for. */
async function complete(context: AdminContext, user: User, made: User, options: CallOptions): Promise<Imported> {
  const { uid, statusMessage } = user;
  if (!statusMessage || made.statusMessage === statusMessage) return made;
  const call = { params: { uid }, uid, body: { statusMessage } };
  try {
    return User.fromService(
      await context.perform(OPERATION, options, (deadline) => context.send(updateUser, { ...call, deadline })),
    );
  } catch (error) {
    if (isCometChatException(error)) return error;
    throw error;
  }
}
