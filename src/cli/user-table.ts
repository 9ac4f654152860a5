import type { User } from '../server.js';
import type { Output } from './output.js';
import { printable } from './text.js';

const HEADINGS = ['UID', 'ROLE', 'STATUS', 'NAME'];

/** The widest that a column other than the last may be, in characters. */
const WIDEST = 40;

/**
 * Makes a function that turns each page of users into lines. In a terminal they are a table: the first page decides the widths, and the
 * name comes last because its width on the screen is not known. In a pipe they have tabs.
 */
export function userTable({ columns, style }: Pick<Output, 'columns' | 'style'>): (users: readonly User[]) => string {
  if (columns === undefined) return (users) => users.map((user) => `${cellsOf(user).join('\t')}\n`).join('');
  let widths: readonly number[] | undefined;
  return (users) => {
    const rows = users.map(cellsOf);
    const isFirst = widths === undefined;
    widths ??= HEADINGS.slice(0, -1).map((heading, column) =>
      Math.max(heading.length, ...rows.map((cells) => Math.min(cells[column]?.length ?? 0, WIDEST))),
    );
    const line = (cells: readonly string[]) => lineOf(cells, widths ?? [], columns);
    const heading = isFirst && rows.length > 0 ? `${style.bold(line(HEADINGS))}\n` : '';
    return heading + rows.map((cells) => `${line(cells)}\n`).join('');
  };
}

function cellsOf({ uid, role, status, deactivatedAt, name }: User): string[] {
  const state = deactivatedAt === undefined ? (status ?? '') : 'deactivated';
  return [uid, role ?? '', state, name ?? ''].map(printable);
}

function lineOf(cells: readonly string[], widths: readonly number[], columns: number): string {
  const before = widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join('  ');
  const name = [...(cells.at(-1) ?? '')];
  const room = Math.max(columns - before.length - 2, 10);
  return `${before}  ${name.length > room ? `${name.slice(0, room - 1).join('')}…` : name.join('')}`.trimEnd();
}
