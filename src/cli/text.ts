/** Characters that move the cursor, change colors or reorder a line. A name of a user may contain them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to replace.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Makes a text from outside safe for a terminal, in one line. */
export function printable(text: string): string {
  return text.replace(CONTROL, '\ufffd');
}

/** A text of at most `longest` characters, cut if it is longer. */
export function shortened(text: string, longest = 40): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
}

/** A uid as the service has it: it lower-cases only these letters. */
export function lowerCaseUid(uid: string): string {
  return uid.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Breaks a text into lines of at most `width` characters, at spaces. The first line begins in the column `begin`; the others are indented
 * by `indent` spaces.
 */
export function wrap(text: string, width: number, indent: number, begin = indent): string {
  const lines: string[] = [];
  let line = '';
  let room = width - begin;
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= room) {
      lines.push(line);
      line = word;
      room = width - indent;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** Makes rows of two columns, one line each. */
export function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** `1 user`, `2 users`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Unix seconds as `2026-11-21 14:05:09 UTC`. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
