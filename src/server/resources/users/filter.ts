import { refuse } from '../../../errors/issue.js';
import { type Issues, readFields } from '../../arguments.js';
import { CommaList, type QueryValue } from '../../query.js';
import { flag, listOf, oneOf, PAGING, type Rule, roleId, text } from '../../rules.js';

const tag: Rule = (value) =>
  text(100)(value) ?? ((value as string).includes(',') ? 'without a comma, which separates tags' : undefined);

/** What can be said of users to look for. */
export const FILTER: Readonly<Record<string, Rule>> = {
  searchKey: text(),
  searchIn: listOf(oneOf('uid', 'name')),
  status: oneOf('online', 'offline'),
  role: roleId,
  roles: listOf(roleId),
  tags: listOf(tag),
  onlyDeactivated: flag,
  withDeactivated: flag,
};

/** The same for a list of them. */
export const LIST_FILTER: Readonly<Record<string, Rule>> = { ...FILTER, ...PAGING, withTags: flag };

/** Reads a filter as a query; throws every issue. */
export function readFilter(
  input: unknown,
  rules: Readonly<Record<string, Rule>>,
): Record<string, QueryValue | CommaList> {
  const issues: Issues = [];
  const fields = readFields(issues, input, 'filter', rules);
  refuse(issues);
  const { status, tags, ...rest } = fields as Record<string, QueryValue>;
  return {
    ...rest,
    // The REST pages have another word for it than the vendor's SDKs.
    ...(status !== undefined && { status: status === 'online' ? 'available' : 'offline' }),
    ...(tags !== undefined && { tags: new CommaList([tags].flat() as string[]) }),
  };
}
