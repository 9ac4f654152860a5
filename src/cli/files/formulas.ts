// A spreadsheet runs a cell that begins with one of these characters as a formula. A leading ' keeps it a text.
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const NEUTRALIZED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * Puts a `'` before a cell that a spreadsheet would run. A cell that already begins with such a `'` gets one more, so that `revive`
 * returns every cell as it was.
 */
export function neutralize(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Removes the `'` that `neutralize` put before a cell. */
export function revive(cell: string): string {
  return NEUTRALIZED.test(cell) ? cell.slice(1) : cell;
}
