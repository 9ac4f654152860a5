/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return /** @type {number} */ (sorted[Math.floor(sorted.length / 2)]);
}

/**
 * The median, and between which values all of them are.
 * @param {readonly number[]} values
 * @param {(value: number) => string} [show]
 */
export function spread(values, show = (value) => Math.round(value).toLocaleString('en')) {
  return [show(median(values)), `${show(Math.min(...values))} – ${show(Math.max(...values))}`];
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  const all = [head, head.map(() => ''), ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length), 3));
  const lines = all.map((row, index) => {
    const cells = widths.map((width, column) => (index === 1 ? '-'.repeat(width) : (row[column] ?? '').padEnd(width)));
    return `| ${cells.join(' | ')} |`;
  });
  console.log(`${lines.join('\n')}\n`);
}

/**
 * Prints whether a target is met, and makes the run fail if it is not.
 * @param {string} what
 * @param {number} value
 * @param {'at least' | 'at most'} bound
 * @param {number} target
 * @param {number} [digits] after the point
 */
export function verdict(what, value, bound, target, digits = 2) {
  const met = bound === 'at least' ? value >= target : value <= target;
  if (!met) process.exitCode = 1;
  console.log(`${met ? 'pass' : 'FAIL'}: ${what}: ${value.toFixed(digits)}, ${bound} ${target}`);
}
