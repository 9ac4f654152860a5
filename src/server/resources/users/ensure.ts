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
import { sendCreate } from './create.js';
import { differences } from './differences.js';
import { findUser, reactivateOne } from './endpoints.js';
import type { Ensured, EnsureUserOptions } from './types.js';

const ENSURE_USER = { name: 'ensureUser', options: { reactivate: true } satisfies MoreOptions<EnsureUserOptions> };

/** Creates a user, or updates what differs, or does nothing, and says which. */
export function ensureUser(context: AdminContext, input: unknown, options?: EnsureUserOptions): Promise<Ensured> {
  return context.perform(ENSURE_USER, options, async (deadline) => {
    // A copy, for it is looked at again after waiting.
    const given = toUser(input);
    refuse([...given.validate('create'), ...argumentIssues({ reactivate: [Flag, options?.reactivate] })]);
    const wanted = given.clone();
    const found = await find(context, wanted.uid, deadline);
    if (found) return update(context, wanted, found, deadline);
    const created = await create(context, wanted, deadline);
    if (created) return { user: created, outcome: 'created' };
    // Somebody else has just created it, or it was there and is deactivated, which no read tells.
    const isBack = options?.reactivate === true && (await reactivate(context, wanted.uid, deadline));
    const other = await findLate(context, wanted.uid, deadline);
    if (!other) throw deactivated(wanted.uid);
    const { user, outcome } = await update(context, wanted, other, deadline);
    return { user, outcome: isBack ? 'reactivated' : outcome };
  });
}

/** Whether the user was deactivated and is no longer. The response to a repeated request does not tell. */
async function reactivate({ send }: AdminContext, uid: string, deadline: Deadline): Promise<boolean> {
  const { uids, mayRepeat } = await send(reactivateOne, { body: { uidsToActivate: [uid] }, deadline });
  return mayRepeat || uids.includes(uid);
}

/** Milliseconds before another look: what was just created may not be everywhere yet. */
const LOOK_AGAIN_MS = [200, 400];

/** The user, who is there for sure unless deactivated. */
async function findLate(context: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  let found = await find(context, uid, deadline);
  for (const ms of LOOK_AGAIN_MS) {
    if (found) break;
    await deadline.race(new Promise((resolve) => setTimeout(resolve, ms)));
    found = await find(context, uid, deadline);
  }
  return found;
}

/** The user, if there is one that is active. A response may show a deactivated user, though the service says that it does not. */
async function find({ send }: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  const found = await send(findUser, { params: { uid }, uid, deadline });
  return found && !found.deactivatedAt ? User.fromService(found) : undefined;
}

/** The user as it was created, or nothing where the uid is taken. */
async function create(context: AdminContext, wanted: User, deadline: Deadline): Promise<User | undefined> {
  try {
    return await sendCreate(context, wanted, deadline);
  } catch (error) {
    // Unconfirmed, it was created by us or by somebody else: the next look tells.
    if (isOfKind(error, 'conflict') || (isCometChatException(error) && error.code === 'CREATE_UNCONFIRMED'))
      return undefined;
    throw error;
  }
}

async function update({ send }: AdminContext, wanted: User, found: User, deadline: Deadline): Promise<Ensured> {
  const changes = differences(wanted, found);
  if (!changes) return { user: found, outcome: 'unchanged' };
  const { uid } = wanted;
  const call = { params: { uid }, uid, body: updateBody(changes), deadline };
  return { user: User.fromService(await send(updateUser, call)), outcome: 'updated' };
}

function deactivated(uid: string): CometChatException {
  const message = `The user ${uid} exists and is deactivated.`;
  return explained(new CometChatException({ code: 'USER_DEACTIVATED', message }));
}
