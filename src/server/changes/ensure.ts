import { CometChatException, isCometChatException } from '../../errors/exception.js';
import { refuse } from '../../errors/issue.js';
import type { Deadline } from '../../transport/deadline.js';
import { updateUser } from '../../transport/endpoints.js';
import { updateBody } from '../../user/payload.js';
import { User } from '../../user/user.js';
import type { AdminContext } from '../context.js';
import { explained, isOfKind } from '../explain.js';
import { sendCreate } from '../resources/users/create.js';
import { findUser, reactivateOne } from '../resources/users/endpoints.js';
import type { EnsureChange } from './change.js';
import { isEqual } from './differences.js';
import type { MergedField } from './merging.js';
import { plan } from './plan.js';

/** A user who is now as wanted. */
interface Done {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'reactivated';
  readonly user: User;
  readonly merged?: readonly MergedField[];
}

/** A user who is deactivated and stays so. */
interface Skipped {
  readonly outcome: 'skipped';
  readonly user?: never;
}

/** A request that changes a user. */
export type Write = 'create' | 'update' | 'reactivate';

/** Called before each request that changes the user. The request waits for it. */
export type BeforeWrite = (write: Write) => Promise<void> | void;

const nothingBefore: BeforeWrite = () => undefined;

/** Creates a user, or updates the fields that differ, or does nothing. Rejects with every issue of the user before it sends anything. */
export async function ensure(
  context: AdminContext,
  given: EnsureChange,
  deadline: Deadline,
  before = nothingBefore,
): Promise<Done | Skipped> {
  refuse(given.user.validate('create'));
  context.spellings.remember(given.spelling);
  // Work on a copy: the caller may change the object while we wait.
  const change = { ...given, user: given.user.clone() };
  const { uid } = change;
  const mayReactivate = change.reactivate === true;
  const found = await find(context, uid, deadline);
  if (found && !found.deactivatedAt) return update(context, change, found, deadline, before);
  const { action } = plan(change, found, context.rules);
  if (action === 'none') return { outcome: 'skipped' };
  if (action === 'create') {
    await before('create');
    const created = await create(context, change.user, deadline);
    if (created) return { user: created, outcome: 'created' };
  }
  // Another request has just created the user, or the user is deactivated, which reading may not show.
  if (mayReactivate) await before('reactivate');
  const wasReactivated = mayReactivate && (await reactivate(context, uid, deadline));
  const active = await findActive(context, uid, deadline);
  if (!active) {
    if (mayReactivate) throw deactivated(uid);
    return { outcome: 'skipped' };
  }
  const done = await update(context, change, active, deadline, before);
  return wasReactivated ? { ...done, outcome: 'reactivated' } : done;
}

/** The error for a deactivated user who is not to be reactivated, or who cannot be. */
export function deactivated(uid: string): CometChatException {
  const message = `The user ${uid} exists and is deactivated.`;
  return explained(new CometChatException({ code: 'USER_DEACTIVATED', message }));
}

/** Reactivates a user. Returns whether the user was deactivated before; `true` if the response to a repeated request leaves it open. */
export async function reactivate({ send }: AdminContext, uid: string, deadline: Deadline): Promise<boolean> {
  const { uids, mayRepeat } = await send(reactivateOne, { body: { uidsToActivate: [uid] }, deadline });
  return mayRepeat || uids.includes(uid);
}

/** Waits between reads, in milliseconds: a user who was just created may not be readable everywhere yet. */
const READ_AGAIN_MS = [200, 400];

/** Reads a user who exists, several times if necessary. Returns `undefined` for a deactivated user. */
export async function findActive(context: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  for (const ms of [...READ_AGAIN_MS, undefined]) {
    const found = await find(context, uid, deadline);
    if (found && !found.deactivatedAt) return found;
    if (ms !== undefined) await deadline.race(new Promise((resolve) => setTimeout(resolve, ms)));
  }
  return undefined;
}

/** Reads a user; `undefined` if there is none. The vendor's pages say that a deactivated user is not found either, but it may be. */
export async function find({ send }: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  const found = await send(findUser, { params: { uid }, uid, deadline });
  return found && User.fromService(found);
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

/** Updates the fields of an active user that differ. */
export async function update(
  context: AdminContext,
  change: EnsureChange,
  found: User,
  deadline: Deadline,
  before: BeforeWrite = nothingBefore,
): Promise<Done> {
  const planned = plan(change, found, context.rules);
  if (planned.action !== 'update') return { user: found, outcome: 'unchanged', ...mergedOf(change, found, context) };
  const { uid } = change;
  const sent = planned.user;
  const request = { params: { uid }, uid, body: updateBody(sent), deadline };
  await before('update');
  const user = User.fromService(await context.send(updateUser, request));
  context.rules.learn(found, sent, user);
  const more = mergedOf(change, user, context);
  // A merged value may be the one from before.
  const isUnchanged = more && sent.touched.every((field) => isEqual(field, user[field], found[field]));
  return { user, outcome: isUnchanged ? 'unchanged' : 'updated', ...more };
}

/** The fields of which the user has more than the change gives, because the service merges them. */
function mergedOf(
  change: EnsureChange,
  user: User,
  { rules }: AdminContext,
): { merged: readonly MergedField[] } | undefined {
  const left = plan(change, user, rules);
  return 'merged' in left && left.merged.length > 0 ? { merged: left.merged } : undefined;
}
