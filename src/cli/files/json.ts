/** The value of a JSON text, or the column where it stops being JSON (absent if the parser does not tell). */
export type ParsedJson = { readonly value: unknown } | { readonly column: number | undefined };

/** Parses JSON. The error message of `JSON.parse` quotes the text, which may be personal data, so only the place is kept. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as Error;
    const [, position] = / at position (\d+)/.exec(message) ?? [];
    if (position !== undefined) return { column: 1 + [...text.slice(0, Number(position))].length };
    return { column: /end of JSON input/.test(message) ? 1 + [...text].length : undefined };
  }
}
