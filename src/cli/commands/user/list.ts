import type { ListUsersFilter, User, UserFilter } from '../../../server.js';
import type { Options, OptionValues } from '../../arguments.js';
import { readCount } from '../../numbers.js';
import { defineCommand } from '../../spec.js';
import { count } from '../../text.js';
import { userTable } from '../../user-table.js';

const OPTIONS = {
  search: { value: 'TEXT', text: 'only users whose uid or name starts with this text' },
  searchIn: { value: 'FIELD', choices: ['uid', 'name'], text: 'search only in uid, or only in name' },
  role: { value: 'ROLE', multiple: true, text: 'only users of this role; repeatable' },
  tag: { value: 'TAG', multiple: true, text: 'only users with this tag; repeatable: any of them' },
  status: { value: 'STATUS', choices: ['online', 'offline'], text: 'only users who are online, or offline' },
  withDeactivated: { text: 'include deactivated users' },
  onlyDeactivated: { text: 'only deactivated users' },
  limit: { value: 'NUMBER', text: 'at most this many users (default: all)', read: readCount('--limit') },
  count: { text: 'print only the number of users' },
} as const satisfies Options;

/** `cometchat-users user list`. */
export const userList = defineCommand({
  name: 'list',
  summary: 'list users',
  description:
    'Lists users. A terminal gets a table, a pipe gets lines with tabs between uid, role, status and name, and --json gives every field, one user in each line.',
  usesApp: true,
  options: OPTIONS,
  examples: [
    ['cometchat-users user list --search ann'],
    ['cometchat-users user list --role moderator --json'],
    ['cometchat-users user list --with-deactivated --count'],
  ],
  async run({ options, output, signal, admin }) {
    const { users } = await admin();
    const filter = filterOf(options);
    if (options.count) {
      const number = await users.count(filter, { signal });
      return output.result({ count: number }, () => `${number}\n`);
    }
    const { limit = Number.POSITIVE_INFINITY } = options;
    const paging: ListUsersFilter = { ...filter, withTags: true, perPage: Math.min(limit, output.json ? 1000 : 100) };
    const table = userTable(output);
    let printed = 0;
    for await (const page of users.list(paging, { signal }).pages()) {
      const rows: readonly User[] = page.items.slice(0, limit - printed);
      if (output.json) for (const user of rows) await output.result(user, () => '');
      else await output.raw(table(rows));
      printed += rows.length;
      if (printed >= limit) break;
    }
    if (output.columns !== undefined) output.note(`\n${count(printed, 'user')}`);
  },
});

function filterOf(options: OptionValues<typeof OPTIONS>): UserFilter {
  const { search, searchIn, role, tag, status, withDeactivated, onlyDeactivated } = options;
  return {
    searchKey: search,
    searchIn: searchIn && [searchIn],
    roles: role,
    tags: tag,
    status,
    withDeactivated,
    onlyDeactivated,
  };
}
