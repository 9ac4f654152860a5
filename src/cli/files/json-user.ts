import { shown } from './fault.js';
import { type NameOptions, resolveName } from './fields.js';
import type { Row } from './row.js';
import { UserBuilder } from './user-builder.js';

/** Gives the keys of a JSON row the names of fields. A key that stands for no field makes it a bad row. */
export function withFieldNames(row: Row, options: NameOptions): Row {
  if (row.problem !== undefined || typeof row.value !== 'object' || row.value === null || Array.isArray(row.value))
    return row;
  const user = new UserBuilder();
  for (const [name, value] of Object.entries(row.value)) {
    const resolved = resolveName(name, options);
    if ('unknown' in resolved) {
      const problem = `${shown(name)} is not a field of a user.`;
      return { line: row.line, problem, unknownName: { hint: resolved.unknown }, raw: row.raw };
    }
    if (resolved.target) user.add(resolved.target, value);
  }
  return { ...row, value: withTextUid(user.build()) };
}

/** Many tables have numbers as ids. A uid is a text. */
function withTextUid(user: Record<string, unknown>): Record<string, unknown> {
  return Number.isSafeInteger(user.uid) ? { ...user, uid: String(user.uid) } : user;
}
