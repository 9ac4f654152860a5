import { CometChatException } from '../../../errors/exception.js';
import type { EditableField, UserInput } from '../../../user/fields.js';
import { createBody } from '../../../user/payload.js';
import type { UserResponse } from '../../../user/response.js';
import { User } from '../../../user/user.js';
import { isMergedAlready, type MergedField } from '../../changes/merging.js';
import type { PlanRules } from '../../changes/plan.js';
import { explained } from '../../explain.js';
import { createBreather } from '../breather.js';
import type { CheckedRow, ValidRow } from './checked-row.js';
import type { Removal } from './missing-users.js';
import type { RowSource } from './row-source.js';
import type { FieldChanges, PlannedChange } from './types.js';
import { type FoundFields, isSameContent, type WantedUser, type WantedUsers } from './wanted-users.js';

/** The parts from which the steps of a plan are made, besides the rows. */
export interface Compared {
  readonly wanted: WantedUsers;
  readonly removals: readonly Removal[];
  readonly rules: PlanRules;
}

/**
 * Reads the source again and gives each step: first those of the rows, in the order of the source, then the removals. Throws
 * `SOURCE_CHANGED` if the rows are not the same as in the first pass. No removal comes before the whole source was read again.
 */
export async function* plannedChanges(
  source: RowSource,
  { wanted, removals, rules }: Compared,
): AsyncGenerator<PlannedChange, undefined> {
  let rows = 0;
  let users = 0;
  const breathe = createBreather();
  for await (const row of source.pass()) {
    await breathe();
    rows += 1;
    const change = changeOf(row, wanted, rules);
    if (change.action !== 'invalid' && !(change.action === 'skip' && change.reason === 'duplicate')) users += 1;
    yield change;
  }
  if (rows !== wanted.rows || users !== wanted.size)
    throw sourceChanged(`It had ${wanted.rows} rows at the first reading and has ${rows} now, or other users.`);
  yield* removals;
}

function changeOf(row: CheckedRow, wanted: WantedUsers, rules: PlanRules): PlannedChange {
  const { line, uid } = row;
  const error = row.error ?? wanted.collision(row);
  if (error) return { action: 'invalid', uid, line, error };
  const valid = row as ValidRow;
  const known = wanted.find(valid.uid);
  if (!known || known.line < line) throw sourceChanged(`Line ${line} is new.`);
  if (known.line > line) return { action: 'skip', uid: valid.uid, line, reason: 'duplicate' };
  if (!isSameContent(valid, known)) throw sourceChanged(`Line ${line} has another content.`);
  return changeOfUser(valid, known, rules);
}

function changeOfUser({ uid, line, user }: ValidRow, known: WantedUser, rules: PlanRules): PlannedChange {
  const { comparison } = known;
  if (comparison === undefined) {
    if (known.isDeactivated) return { action: 'skip', uid, line, reason: 'deactivatedInSource' };
    return { action: 'create', uid, line, user: createBody(user) as UserInput };
  }
  if (comparison === 'equal') return { action: 'unchanged', uid, line };
  if (typeof comparison === 'string') return { action: 'skip', uid, line, reason: comparison };
  const { deactivatedAt } = comparison;
  const { fields, merged } = fieldChanges(user, comparison.fields, rules);
  if (deactivatedAt !== undefined) return { action: 'reactivate', uid, line, deactivatedAt, fields };
  if (Object.keys(fields).length > 0) return { action: 'update', uid, line, fields };
  return { action: 'unchanged', uid, line, ...(merged.length > 0 && { merged }) };
}

/** The fields to change, and those of which the user has more because the service merges them. */
function fieldChanges(
  user: User,
  found: FoundFields,
  { updates }: PlanRules,
): { fields: FieldChanges; merged: MergedField[] } {
  const before = User.fromService({ ...found, uid: user.uid } as UserResponse);
  const differing = Object.keys(found) as EditableField[];
  const merged = differing.filter((field) => isMergedAlready(field, user, before, updates)) as MergedField[];
  const changes = differing
    .filter((field) => !(merged as EditableField[]).includes(field))
    .map((field) => [field, { from: found[field], to: user[field] ?? null }]);
  return { fields: Object.fromEntries(changes), merged };
}

function sourceChanged(detail: string): CometChatException {
  const message = `The source has changed since the plan was made. ${detail} The steps before this are right.`;
  return explained(new CometChatException({ code: 'SOURCE_CHANGED', message }));
}
