import { CometChatException, isCometChatException } from '../../../errors/exception.js';
import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import type { Deadline } from '../../../transport/deadline.js';
import { updateUser } from '../../../transport/endpoints.js';
import { toUser } from '../../../user/input.js';
import { updateBody } from '../../../user/payload.js';
import { User } from '../../../user/user.js';
import { argumentIssues } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { explained, isOfKind } from '../../explain.js';
import { Flag } from '../../schemas.js';
import type { Spellings } from '../../uids/spelling.js';
import { sendCreate } from './create.js';
import { differences } from './differences.js';
import { findUser, reactivateOne } from './endpoints.js';
import type { Ensured, EnsureUserOptions } from './types.js';

const ENSURE_USER = { name: 'ensureUser', options: { reactivate: true } satisfies MoreOptions<EnsureUserOptions> };

/** Creates a user, or updates the fields that differ, or does nothing. The result says which. */
export function ensureUser(
  context: AdminContext,
  spellings: Spellings,
  input: unknown,
  options?: EnsureUserOptions,
): Promise<Ensured> {
  return context.perform(ENSURE_USER, options, async (deadline) => {
    // Work on a copy: the caller may change the object while we wait.
    const given = toUser(input);
    refuse([...given.validate('create'), ...argumentIssues({ reactivate: [Flag, options?.reactivate] })]);
    spellings.remember(input);
    const wanted = given.clone();
    const found = await find(context, wanted.uid, deadline);
    if (found) return update(context, wanted, found, deadline);
    const created = await create(context, wanted, deadline);
    if (created) return { user: created, outcome: 'created' };
    // Another request has just created the user, or the user is deactivated, which reading does not show.
    const wasReactivated = options?.reactivate === true && (await reactivate(context, wanted.uid, deadline));
    const other = await findWithRetries(context, wanted.uid, deadline);
    if (!other) throw deactivated(wanted.uid);
    const { user, outcome } = await update(context, wanted, other, deadline);
    return { user, outcome: wasReactivated ? 'reactivated' : outcome };
  });
}

/** Reactivates a user. Returns whether the user was deactivated before; `true` if the response to a repeated request leaves it open. */
async function reactivate({ send }: AdminContext, uid: string, deadline: Deadline): Promise<boolean> {
  const { uids, mayRepeat } = await send(reactivateOne, { body: { uidsToActivate: [uid] }, deadline });
  return mayRepeat || uids.includes(uid);
}

/** Waits between reads, in milliseconds: a user who was just created may not be readable everywhere yet. */
const READ_AGAIN_MS = [200, 400];

/** Reads a user who exists, several times if necessary. Returns `undefined` for a deactivated user. */
async function findWithRetries(context: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  let found = await find(context, uid, deadline);
  for (const ms of READ_AGAIN_MS) {
    if (found) break;
    await deadline.race(new Promise((resolve) => setTimeout(resolve, ms)));
    found = await find(context, uid, deadline);
  }
  return found;
}

/** Reads a user; `undefined` if there is no active one. The response may contain a deactivated user, although the vendor's pages say otherwise. */
async function find({ send }: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  const found = await send(findUser, { params: { uid }, uid, deadline });
  return found && !found.deactivatedAt ? User.fromService(found) : undefined;
}

/** Creates a user; `undefined` if the uid may exist already. */
async function create(context: AdminContext, wanted: User, deadline: Deadline): Promise<User | undefined> {
  try {
    return await sendCreate(context, wanted, deadline);
  } catch (error) {
    // After an unconfirmed create, the next read shows whether the user exists.
    if (isOfKind(error, 'conflict') || (isCometChatException(error) && error.code === 'CREATE_UNCONFIRMED'))
      return undefined;
    throw error;
  }
}

async function update({ send }: AdminContext, wanted: User, found: User, deadline: Deadline): Promise<Ensured> {
  const changes = differences(wanted, found);
  if (!changes) return { user: found, outcome: 'unchanged' };
  const { uid } = wanted;
  const request = { params: { uid }, uid, body: updateBody(changes), deadline };
  return { user: User.fromService(await send(updateUser, request)), outcome: 'updated' };
}

function deactivated(uid: string): CometChatException {
  const message = `The user ${uid} exists and is deactivated.`;
  return explained(new CometChatException({ code: 'USER_DEACTIVATED', message }));
}
