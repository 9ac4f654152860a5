/** The page of a list to return. Pages count from 1. */
export interface PageQuery {
  readonly page: number;
  readonly perPage: number;
}

/** Rows in order: an array, or an iterable with a length that makes its rows only when they are read. */
export type Rows<T> = Iterable<T> & { readonly length: number };

/** Returns one page and its `meta.pagination`. An empty list has one page. */
export function paginate<T>(rows: Rows<T>, query: PageQuery) {
  const from = (query.page - 1) * query.perPage;
  return pageOf(between(rows, from, Math.min(from + query.perPage, rows.length)), rows.length, query);
}

/** Like {@link paginate}, with the rows in reverse order. */
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

/** Stops reading after the last row of the page. */
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
