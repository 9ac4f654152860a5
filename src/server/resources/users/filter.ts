import * as z from 'zod/mini';
import { CommaList, type QueryValue } from '../../../transport/lists/query.js';
import { Flag, PAGING, RoleId, rule, text } from '../../schemas.js';

const Tag = text(100).check(rule('noComma', (tag) => !tag.includes(',')));

const FILTER = {
  searchKey: z.optional(text()),
  searchIn: z.optional(z.array(z.enum(['uid', 'name']))),
  status: z.optional(z.enum(['online', 'offline'])),
  role: z.optional(RoleId),
  roles: z.optional(z.array(RoleId)),
  tags: z.optional(z.array(Tag)),
  onlyDeactivated: Flag,
  withDeactivated: Flag,
};

/** The users to count. */
export const CountFilter = z.strictObject(FILTER);

/** The users to list. */
export const ListFilter = z.strictObject({ ...FILTER, ...PAGING, withTags: Flag });

/** Turns a filter into the query of the service. */
export function filterQuery({
  status,
  tags,
  ...rest
}: z.output<typeof ListFilter>): Record<string, QueryValue | CommaList> {
  return {
    ...rest,
    // The REST pages say `available`, the vendor's SDKs say `online`.
    status: status === 'online' ? 'available' : status,
    tags: tags && new CommaList(tags),
  };
}
