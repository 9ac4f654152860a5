import { crc32 } from 'node:zlib';

/** The first line of a journal. The emulator does not read or overwrite a file with another first line. */
export const HEADER = headerOf(2);

/** The first line of version 1, whose other lines have no checksums. */
export const HEADER_WITHOUT_CHECKSUMS = headerOf(1);

/** The checksum that the first line after the header continues. */
export const FIRST_CHECKSUM = crc32(HEADER);

const SPACE = 32;
/** Eight hexadecimal digits and the space. */
const PREFIX_LENGTH = 9;

/** One line, without its newline. */
export interface Line {
  readonly text: string;
  readonly checksum: number;
}

/**
 * Writes a line: its checksum, a space, and the JSON. The checksum continues that of the line before: so a missing line
 * and lines in another order are found too.
 */
export function encodeLine(json: string, before: number): Line {
  const checksum = crc32(json, before);
  return { text: `${digits(checksum)} ${json}`, checksum };
}

/** Reads a line, `undefined` when its checksum is wrong. */
export function decodeLine(line: Buffer, before: number): { json: Buffer; checksum: number } | undefined {
  if (line[PREFIX_LENGTH - 1] !== SPACE) return undefined;
  const json = line.subarray(PREFIX_LENGTH);
  const checksum = crc32(json, before);
  return line.toString('latin1', 0, PREFIX_LENGTH - 1) === digits(checksum) ? { json, checksum } : undefined;
}

function headerOf(version: number): string {
  return JSON.stringify({ journal: 'cometchat-users emulator', version });
}

function digits(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
