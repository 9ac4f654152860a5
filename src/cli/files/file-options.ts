import type { OptionSpec, OptionValues } from '../arguments.js';
import { UsageError } from '../failure.js';
import { type NameOptions, targetOf } from './fields.js';
import { FORMATS, type Format, formatOf, type ReadOptions } from './rows.js';

/** The options of commands that read a file of users. */
export const FILE_OPTIONS = {
  format: {
    value: 'FORMAT',
    choices: FORMATS,
    text: 'the format of the file (default: from the end of its name; ndjson for standard input)',
  },
  map: {
    value: 'NAME=FIELD',
    multiple: true,
    read: readMap,
    text: 'a column or key with another name, such as id=uid or team=metadata.team; repeatable',
  },
  ignore: { value: 'NAME', multiple: true, text: 'a column or key to leave out; repeatable' },
  delimiter: {
    value: 'CHARACTER',
    read: readDelimiter,
    text: 'the character between two cells of CSV, or "tab" (default: found in the header)',
  },
  tagSeparator: { value: 'TEXT', text: 'the text between two tags in a cell of CSV (default: a comma)' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** How to read the file with the options of the command line. */
export function readOptionsOf(path: string, options: OptionValues<typeof FILE_OPTIONS>): ReadOptions {
  // Every command of an app has this option.
  if (path === '-' && (options as { readonly apiKeyStdin?: boolean }).apiKeyStdin)
    throw new UsageError('Standard input cannot give both the users and the API key.', 'Set COMETCHAT_API_KEY.');
  const names: NameOptions = { map: new Map(options.map), ignore: new Set(options.ignore) };
  return {
    ...names,
    format: options.format ?? formatByName(path),
    delimiter: options.delimiter,
    tagSeparator: options.tagSeparator || undefined,
  };
}

function formatByName(path: string): Format {
  const format = path === '-' ? 'ndjson' : formatOf(path);
  if (format) return format;
  throw new UsageError(`The name ${path} does not tell the format of the file.`, 'Add --format ndjson, json or csv.');
}

function readMap(text: string): readonly [string, string] {
  const middle = text.lastIndexOf('=');
  const [name, field] = [text.slice(0, middle), text.slice(middle + 1)];
  if (middle < 1 || field === '') throw new UsageError(`--map must be NAME=FIELD, such as id=uid, not ${text}.`);
  if (!targetOf(field))
    throw new UsageError(
      `--map ${text}: there is no field ${field}.`,
      'The fields are uid, name, avatar, link, role, metadata, metadata.KEY, statusMessage, tags, createdAt, lastActiveAt and deactivatedAt.',
    );
  return [name, field];
}

/** Reads the character between two cells. */
export function readDelimiter(text: string): string {
  if (text === 'tab' || text === '\\t') return '\t';
  if ([...text].length === 1 && !/["\r\n]/.test(text)) return text;
  throw new UsageError(`--delimiter must be one character, or "tab", not ${JSON.stringify(text)}.`);
}
