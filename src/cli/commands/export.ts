import type { User } from '../../server.js';
import { writeCell } from '../files/cells.js';
import { TAG_SEPARATOR } from '../files/csv.js';
import { csvLine } from '../files/csv-text.js';
import { FILE_FIELDS } from '../files/fields.js';
import { readDelimiter } from '../files/file-options.js';
import { neutralize } from '../files/formulas.js';
import { createProgress } from '../progress.js';
import { defineCommand } from '../spec.js';
import { count } from '../text.js';

const BYTE_ORDER_MARK = '\ufeff';

/** `cometchat-users export`. */
export const exportCommand = defineCommand({
  name: 'export',
  summary: 'print all users, one JSON object a line, or as CSV',
  description: `Prints all users of the app to standard output: NDJSON, one user a line, or CSV. \`import\` and \`sync\` read both: a file that is not edited changes nothing.

Deactivated users are among them, with the time in deactivatedAt.

In CSV, a cell that a spreadsheet would run as a formula gets a ' before it. \`import\` removes it.`,
  usesApp: true,
  options: {
    csv: { text: 'print CSV' },
    delimiter: {
      value: 'CHARACTER',
      read: readDelimiter,
      text: 'the character between two cells of CSV, or "tab" (default: a comma)',
    },
    bom: { text: 'begin CSV with a byte order mark, which Excel needs to find the encoding' },
    active: { text: 'leave out deactivated users' },
    json: { text: 'print errors as JSON, and no notes; users are NDJSON already' },
  },
  examples: [
    ['cometchat-users export > users.ndjson'],
    ['cometchat-users export --csv --bom > users.csv', 'for Excel'],
    ['cometchat-users export | jq -r .uid | head'],
  ],
  async run({ options, io, output, signal, admin }) {
    const { csv, bom, active, delimiter = ',' } = options;
    const { users } = await admin();
    if (csv) await output.raw(`${bom ? BYTE_ORDER_MARK : ''}${csvLine(FILE_FIELDS, delimiter)}`);
    // The users themselves are on a terminal: a line between them would be in the way.
    const progress = createProgress(io, {
      quiet: options.json === true || output.columns !== undefined,
      noun: 'users',
    });
    let written = 0;
    const list = users.list({ withTags: true, withDeactivated: !active, perPage: 1000 }, { signal });
    for await (const { items } of list.pages()) {
      await output.raw(items.map((user) => (csv ? csvOf(user, delimiter) : ndjsonOf(user))).join(''));
      written += items.length;
      progress.update({ done: written });
    }
    progress.end();
    output.note(`${count(written, 'user')} exported.`);
  },
});

function ndjsonOf(user: User): string {
  return `${JSON.stringify(Object.fromEntries(fieldsOf(user)))}\n`;
}

function csvOf(user: User, delimiter: string): string {
  const cells = fieldsOf(user).map(([field, value]) => neutralize(writeCell(field, value, TAG_SEPARATOR)));
  return csvLine(cells, delimiter);
}

function fieldsOf(user: User) {
  return FILE_FIELDS.map((field) => [field, user[field]] as const);
}
