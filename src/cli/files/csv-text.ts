/** Makes a line of CSV, with its line break. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !/["\r\n]|^\s|\s$/.test(cell) && !cell.includes(delimiter);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/** The delimiters that are found without an option. Excel writes `;` where the comma is the decimal mark. */
const DELIMITERS = [',', ';', '\t', '|'];

/** Finds the delimiter of a header: the one that it has most, outside of quotes. */
export function findDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  let found = ',';
  for (const delimiter of DELIMITERS) if (bare.split(delimiter).length > bare.split(found).length) found = delimiter;
  return found;
}

/** The first line of a text, or `undefined` if it has not ended. A line break within quotes does not end it. */
export function firstLine(text: string): string | undefined {
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) return text.slice(0, index);
  }
  return undefined;
}
