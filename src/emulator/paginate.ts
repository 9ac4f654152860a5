/** Where in a list to look. Pages count from 1. */
export interface PageQuery {
  readonly page: number;
  readonly perPage: number;
}

/** Rows in order: an array, or what is as good as one to whoever wants a few of them only. */
export type Rows<T> = Iterable<T> & { readonly length: number };

/** One page, and the `meta.pagination` that goes with it. An empty list has one page. */
export function paginate<T>(rows: Rows<T>, query: PageQuery) {
  const from = (query.page - 1) * query.perPage;
  return pageOf(between(rows, from, Math.min(from + query.perPage, rows.length)), rows.length, query);
}

/** The same of the rows from the last to the first. */
export function paginateBackwards<T>(rows: Rows<T>, query: PageQuery) {
  const end = rows.length - (query.page - 1) * query.perPage;
  return pageOf(between(rows, Math.max(end - query.perPage, 0), end).reverse(), rows.length, query);
}

function pageOf<T>(data: T[], total: number, { page, perPage }: PageQuery) {
  const pagination = {
    total,
    count: data.length,
    per_page: perPage,
    current_page: page,
    total_pages: Math.max(Math.ceil(total / perPage), 1),
  };
  return { data, meta: { pagination } };
}

/** Goes no further than it has to. */
function between<T>(rows: Rows<T>, from: number, end: number): T[] {
  if (from >= end) return [];
  if (Array.isArray(rows)) return rows.slice(from, end);
  const found: T[] = [];
  let at = 0;
  for (const row of rows) {
    if (at >= from) found.push(row);
    at += 1;
    if (at === end) break;
  }
  return found;
}
