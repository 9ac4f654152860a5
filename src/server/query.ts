/** A value of a query; a list is said by its name again and again. */
export type QueryValue = string | number | boolean | readonly (string | number | boolean)[] | undefined;

/** A list that is one value, separated by commas. */
export class CommaList {
  readonly items: readonly string[];

  constructor(items: readonly string[]) {
    this.items = items;
  }
}

/** A query as it is sent: what is `undefined` or an empty list is left out. */
export function toQuery(values: Readonly<Record<string, QueryValue | CommaList>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    texts(value).map((text) => `${encodeURIComponent(name)}=${text}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function texts(value: QueryValue | CommaList): string[] {
  if (value === undefined) return [];
  if (value instanceof CommaList) return value.items.length > 0 ? [value.items.map(encodeURIComponent).join(',')] : [];
  return [value].flat().map((item) => encodeURIComponent(item as string | number | boolean));
}
