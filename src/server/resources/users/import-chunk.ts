import { codeInfo } from '../../../errors/codes.js';
import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import { exceptionOf } from '../../../errors/issue.js';
import type { Deadline } from '../../../transport/deadline.js';
import { endpointName } from '../../../transport/endpoint.js';
import { readUser } from '../../../transport/endpoints.js';
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

/** Runs one request of an operation. */
type RunRequest = <T>(work: (deadline: Deadline) => Promise<T>) => Promise<T>;

const PLACE = { endpoint: endpointName(importUsers) };

/**
 * Imports up to 50 users with one request. Resolves with the outcome for each user; rejects if no outcome is known. It does not send
 * the status message, which an import does not accept.
 */
export async function importChunk(context: AdminContext, users: readonly User[], run: RunRequest): Promise<Imported[]> {
  const body = { users: Object.fromEntries(users.map((user) => [user.uid, importBody(user)])) };
  const { rows, mayBeDone } = await run((deadline) => context.send(importUsers, { body, deadline }));
  const byUid = new Map(rows.map((row) => [row.uid, row]));
  const imported: Imported[] = [];
  for (const user of users) {
    const one = outcomeOf(context, user, byUid.get(user.uid));
    imported.push(mayBeDone && isTaken(one) ? await confirmCreated(context, user, one, run) : one);
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

/** Whether the uid exists already. */
export function isTaken(one: unknown): one is CometChatException {
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
  run: RunRequest,
): Promise<Imported> {
  try {
    const { uid } = user;
    const response = await run((deadline) => context.send(readUser, { params: { uid }, uid, deadline }));
    const found = User.fromService(response);
    return isWhatWasSent(importBody(user), found) ? found : taken;
  } catch (cause) {
    if (isCometChatException(cause) && cause.code === 'WRONG_USER') return cause;
    return explained(new CometChatException({ code: 'CREATE_UNCONFIRMED', ...PLACE, cause }));
  }
}
