import { isCometChatException } from '../../../errors/exception.js';
import type { Deadline } from '../../../transport/deadline.js';
import { toQuery } from '../../../transport/lists/query.js';
import type { EditableField, UserInput } from '../../../user/fields.js';
import { User } from '../../../user/user.js';
import { applyChange } from '../../changes/apply.js';
import { differingFields, isEqual } from '../../changes/differences.js';
import { find, findActive, reactivate, update } from '../../changes/ensure.js';
import { isMergedAlready } from '../../changes/merging.js';
import type { AdminContext } from '../../context.js';
import { isOfKind } from '../../explain.js';
import { sendCreate } from '../../resources/users/create.js';
import { listUsers } from '../../resources/users/endpoints.js';
import { PAGE } from '../catalog/read-all.js';
import type { PlanResult } from './run-types.js';
import type { FieldChanges, PlannedChange, SeenUser } from './types.js';

/** A step that may send something. */
export type ActiveStep = Extract<
  PlannedChange,
  { action: 'create' | 'update' | 'reactivate' | 'deactivate' | 'erase' }
>;

/** One try of a step. */
export interface Attempt {
  readonly deadline: Deadline;
  /** Called before each request that changes a user. */
  readonly before: () => void;
  /** Whether an earlier try sent such a request, and its response was lost. */
  readonly mayBeDone: boolean;
}

/** The result of a step, without its place. */
export type Applied = Omit<Exclude<PlanResult, { status: 'failed' }>, 'line' | 'uid'>;

const UNCHANGED: Applied = { status: 'unchanged' };
const CHANGED_SINCE: Applied = { status: 'skipped', reason: 'changedSince' };

/**
 * Applies one step. It reads the user first: a user who was changed after the plan was made is skipped, and one who is as wanted already
 * is unchanged. A creation needs no reading, because the service refuses a uid that exists.
 */
export function applyStep(context: AdminContext, step: ActiveStep, attempt: Attempt): Promise<Applied> {
  switch (step.action) {
    case 'create':
      return applyCreation(context, new User(step.user), attempt);
    case 'update':
      return applyUpdate(context, step, attempt);
    case 'reactivate':
      return applyReactivation(context, step, attempt);
    default:
      return applyRemoval(context, step, attempt);
  }
}

async function applyCreation(context: AdminContext, user: User, { deadline, before }: Attempt): Promise<Applied> {
  try {
    before();
    await sendCreate(context, user, deadline);
    return { status: 'created' };
  } catch (error) {
    const isUnconfirmed = isCometChatException(error) && error.code === 'CREATE_UNCONFIRMED';
    if (!isUnconfirmed && !isOfKind(error, 'conflict')) throw error;
    const found = await find(context, user.uid, deadline);
    if (!found && isUnconfirmed) throw error;
    if (!found || found.deactivatedAt) return CHANGED_SINCE;
    const { userOwnedFields } = context.rules;
    const differing = differingFields(user, found).filter((field) => !userOwnedFields.includes(field));
    if (differing.length > 0) return CHANGED_SINCE;
    return isUnconfirmed ? { status: 'created' } : UNCHANGED;
  }
}

async function applyUpdate(
  context: AdminContext,
  { uid, fields }: Extract<ActiveStep, { action: 'update' }>,
  attempt: Attempt,
): Promise<Applied> {
  const found = await find(context, uid, attempt.deadline);
  return !found || found.deactivatedAt ? CHANGED_SINCE : updateFields(context, fields, found, attempt);
}

async function applyReactivation(
  context: AdminContext,
  { uid, deactivatedAt, fields }: Extract<ActiveStep, { action: 'reactivate' }>,
  attempt: Attempt,
): Promise<Applied> {
  const { deadline, before, mayBeDone } = attempt;
  const found = await findAny(context, uid, deadline);
  const open = found && openFields(context, fields, found);
  if (found && !found.deactivatedAt && open?.length === 0) return UNCHANGED;
  // An earlier try may have reactivated the user, and not have reached the update.
  const isDone = mayBeDone && found && !found.deactivatedAt;
  // A later deactivation is another decision: leave it alone.
  if (!found || !open || !(isDone || found.deactivatedAt === deactivatedAt)) return CHANGED_SINCE;
  before();
  if (!isDone) await reactivate(context, uid, deadline);
  const active = open.length > 0 ? await findActive(context, uid, deadline) : undefined;
  const { merged } = active ? await updateFields(context, fields, active, attempt) : UNCHANGED;
  return { status: 'reactivated', ...(merged && { merged }) };
}

async function applyRemoval(
  context: AdminContext,
  { action, uid, seen }: Extract<ActiveStep, { action: 'deactivate' | 'erase' }>,
  { deadline, before }: Attempt,
): Promise<Applied> {
  const found = await findAny(context, uid, deadline);
  if (!found || (action === 'deactivate' && found.deactivatedAt)) return UNCHANGED;
  if (!isAsSeen(found, seen)) return CHANGED_SINCE;
  before();
  const { outcome } = await applyChange(context, { action, uid }, deadline);
  return { status: outcome as 'deactivated' | 'erased' | 'unchanged' };
}

/** Whether a user is the one that the plan saw, and was not changed since. */
function isAsSeen({ createdAt, updatedAt, deactivatedAt }: User, seen: SeenUser): boolean {
  return (
    createdAt === seen.createdAt &&
    (updatedAt || undefined) === seen.updatedAt &&
    (deactivatedAt || undefined) === seen.deactivatedAt
  );
}

/** Updates the fields that are still as the plan saw them. */
async function updateFields(
  context: AdminContext,
  fields: FieldChanges,
  found: User,
  { deadline, before }: Attempt,
): Promise<Applied> {
  const open = openFields(context, fields, found);
  if (!open) return CHANGED_SINCE;
  if (open.length === 0) return UNCHANGED;
  const change = {
    action: 'ensure',
    uid: found.uid,
    user: wantedOf(found.uid, fields, open),
    reactivate: false,
  } as const;
  const { outcome, merged } = await update(context, change, found, deadline, before);
  return { status: outcome, ...(merged && { merged }) };
}

/** The fields that still need the update; `undefined` if a field has neither its old nor its new value. */
function openFields({ rules }: AdminContext, fields: FieldChanges, found: User): EditableField[] | undefined {
  const names = Object.keys(fields) as EditableField[];
  const wanted = wantedOf(found.uid, fields, names);
  const open = names.filter((field) => !isEqual(field, fields[field]?.to, found[field]));
  const isExpected = (field: EditableField) =>
    isEqual(field, fields[field]?.from, found[field]) || isMergedAlready(field, wanted, found, rules.updates);
  return open.every(isExpected) ? open : undefined;
}

function wantedOf(uid: string, fields: FieldChanges, names: readonly EditableField[]): User {
  return new User({ uid, ...Object.fromEntries(names.map((field) => [field, fields[field]?.to])) } as UserInput);
}

/** Reads a user, active or deactivated. The service finds a deactivated one only in a list. */
async function findAny(context: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  return (await find(context, uid, deadline)) ?? findDeactivated(context, uid, deadline);
}

async function findDeactivated({ send }: AdminContext, uid: string, deadline: Deadline): Promise<User | undefined> {
  const filter = { searchKey: uid, searchIn: ['uid'], onlyDeactivated: true, withTags: true, perPage: PAGE };
  // The search finds every uid that begins with this one.
  for (let page = 1; ; page++) {
    const { items } = await send(listUsers, { query: toQuery({ ...filter, page }), deadline });
    const found = items.find((user) => user.uid === uid);
    if (found || items.length < PAGE) return found;
  }
}
