import type { Issue } from '../errors/issue.js';
import { EDITABLE_FIELDS } from './fields.js';
import { createBody, type EditedUser, updateBody } from './payload.js';
import { bodyIssue, fieldIssue, isRequired, type Purpose } from './rules.js';
import { uidIssues } from './uid.js';

/** Every issue of a user, at once. Only the fields that would be sent are checked. */
export function validateUser(user: EditedUser, purpose: Purpose): Issue[] {
  const issues = [...uidIssues(user.uid), ...fieldIssues(user, purpose)];
  return issues.length > 0 ? issues : bodyIssues(user, purpose);
}

/** The same without the uid, for the signed-in user. */
export function profileIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const issues = fieldIssues(user, purpose);
  return issues.length > 0 ? issues : bodyIssues(user, purpose);
}

function fieldIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const fields = purpose === 'create' ? EDITABLE_FIELDS : user.touched;
  return fields.flatMap((field) => {
    // An update clears a field that was touched and has no value: nothing to check.
    if (user[field] === undefined && !isRequired(field, purpose)) return [];
    return fieldIssue(field, user[field]) ?? [];
  });
}

function bodyIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const issue = bodyIssue(purpose === 'create' ? createBody(user) : updateBody(user));
  return issue ? [issue] : [];
}
