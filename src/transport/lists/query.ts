/** The value of a query parameter. A list is sent as one parameter for each entry, all of the same name. */
export type QueryValue = string | number | boolean | readonly (string | number | boolean)[] | undefined;

/** A list that is sent as one parameter, with commas between its entries. */
export class CommaList {
  readonly items: readonly string[];

  constructor(items: readonly string[]) {
    this.items = items;
  }
}

/** Makes the text of a query. It leaves out `undefined` and empty lists. */
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
