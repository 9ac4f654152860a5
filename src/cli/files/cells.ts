import type { FileField } from './fields.js';
import { parseJson } from './json.js';

/** The value of a cell, or why it has none. */
export type CellValue = { readonly value: unknown } | { readonly problem: string };

/** The text of a cell that clears the field. Only these fields can be cleared with `null`. */
const CLEARABLE: readonly FileField[] = ['avatar', 'link', 'metadata'];

const TIMES: readonly FileField[] = ['createdAt', 'lastActiveAt', 'deactivatedAt'];

/** Reads the value of a field from a cell that is not empty. */
export function readCell(field: FileField, cell: string, tagSeparator: string): CellValue {
  if (cell === 'null' && CLEARABLE.includes(field)) return { value: null };
  if (field === 'metadata') return jsonCell(field, cell);
  if (field === 'tags') return cell.startsWith('[') ? jsonCell(field, cell) : { value: splitTags(cell, tagSeparator) };
  // A time that is no number stays a text: the check of the row refuses it with the reason.
  if (TIMES.includes(field) && /^\d+$/.test(cell)) return { value: Number(cell) };
  return { value: cell };
}

/** The text of a cell for a value of a user. `readCell` reads it back. */
export function writeCell(field: FileField, value: unknown, tagSeparator: string): string {
  if (value === undefined || value === null) return '';
  if (field === 'tags' && Array.isArray(value)) return writeTags(value, tagSeparator);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function writeTags(tags: readonly string[], separator: string): string {
  if (tags.length === 0) return '';
  const joined = tags.join(separator);
  const back = joined.startsWith('[') ? [] : splitTags(joined, separator);
  const isSame = back.length === tags.length && back.every((tag, index) => tag === tags[index]);
  return isSame ? joined : JSON.stringify(tags);
}

function splitTags(cell: string, separator: string): string[] {
  return cell
    .split(separator)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function jsonCell(field: FileField, cell: string): CellValue {
  const parsed = parseJson(cell);
  return 'value' in parsed ? { value: parsed.value } : { problem: `${field} is not valid JSON.` };
}
