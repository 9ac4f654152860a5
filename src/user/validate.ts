import type { Issue } from '../errors/issue.js';
import { EDITABLE_FIELDS } from './fields.js';
import { createBody, type EditedUser, updateBody } from './payload.js';
import { bodyIssue, fieldIssue, isRequired, type Purpose } from './rules.js';
import { uidIssues } from './uid.js';

/** All issues of a user. It checks only the fields that the request would send. */
export function validateUser(user: EditedUser, purpose: Purpose): Issue[] {
  const issues = [...uidIssues(user.uid), ...fieldIssues(user, purpose)];
  return issues.length > 0 ? issues : bodyIssues(user, purpose);
}

/** All issues of the signed-in user, without its uid. */
export function profileIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const issues = fieldIssues(user, purpose);
  return issues.length > 0 ? issues : bodyIssues(user, purpose);
}

function fieldIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const fields = purpose === 'create' ? EDITABLE_FIELDS : user.touched;
  return fields.flatMap((field) => {
    // An update clears a touched field without a value, so there is nothing to check.
    if (user[field] === undefined && !isRequired(field, purpose)) return [];
    return fieldIssue(field, user[field]) ?? [];
  });
}

function bodyIssues(user: EditedUser, purpose: Purpose): Issue[] {
  const issue = bodyIssue(purpose === 'create' ? createBody(user) : updateBody(user));
  return issue ? [issue] : [];
}
