/** Where in a list to look. Pages count from 1. */
export interface PageQuery {
  readonly page: number;
  readonly perPage: number;
}

/** One page, and the `meta.pagination` that goes with it. An empty list has one page. */
export function paginate<T>(rows: readonly T[], { page, perPage }: PageQuery) {
  const data = rows.slice((page - 1) * perPage, page * perPage);
  const pagination = {
    total: rows.length,
    count: data.length,
    per_page: perPage,
    current_page: page,
    total_pages: Math.max(Math.ceil(rows.length / perPage), 1),
  };
  return { data, meta: { pagination } };
}
