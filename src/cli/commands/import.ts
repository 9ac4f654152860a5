import { UsageError } from '../failure.js';
import { FILE_OPTIONS, readOptionsOf } from '../files/file-options.js';
import { defineCommand } from '../spec.js';
import { dryRun } from '../sync/dry-run.js';
import { FIELDS_HELP } from '../sync/fields-help.js';
import { RATE_OPTION, readNumber } from '../sync/read-options.js';
import { countRequests } from '../sync/request-counter.js';
import { runImport } from '../sync/run-import.js';
import { withSource } from '../sync/with-source.js';

/** `cometchat-users import`. */
export const importCommand = defineCommand({
  name: 'import',
  summary: 'create and update users from a file: NDJSON, JSON or CSV',
  description: `Creates the users of a file who do not exist, and updates those who differ. A field that the file does not give stays as it is. Users who are not in the file stay too: see "sync".

${FIELDS_HELP}

A first pass reads the whole file, so that a wrong column or encoding is found before the first user is sent. A row that is not valid does not stop the import; the exit code is then 1.

After an interruption, run the same command again: users who are done need almost no requests.`,
  usesApp: true,
  arguments: {
    file: { value: 'FILE', text: 'NDJSON, a JSON array or CSV, in UTF-8; - is standard input' },
  },
  options: {
    ...FILE_OPTIONS,
    dryRun: { text: 'print what would change, and change nothing; not with --failed or --journal' },
    failed: { value: 'PATH', text: 'write the rows that fail to a new file, which can be imported again' },
    journal: { value: 'PATH', text: 'remember in a file which rows are done; the next run goes on from there' },
    restart: { text: 'begin the journal anew' },
    reactivate: { text: 'reactivate deactivated users of the file (default: they are skipped)' },
    concurrency: {
      value: 'NUMBER',
      read: readNumber('--concurrency', 64),
      text: 'users that are sent at the same time, 1 to 64 (default 32)',
    },
    ...RATE_OPTION,
    noPrecheck: { text: 'leave out the first pass; standard input is then not copied to a temporary file' },
  },
  examples: [
    ['cometchat-users import users.csv --dry-run'],
    ['cometchat-users import users.csv --map user_id=uid --ignore password'],
    ['cometchat-users import users.ndjson --journal u.journal --failed bad.ndjson'],
    ["psql -Atc 'select row_to_json(u) from users u' | cometchat-users import -", 'from a database'],
  ],
  async run(call) {
    const { args, options, admin } = call;
    const { dryRun: isDry, failed, journal, restart, reactivate, concurrency, rate, noPrecheck } = options;
    if (isDry && noPrecheck)
      throw new UsageError('--dry-run reads the file several times.', 'Leave --no-precheck out.');
    if (isDry && failed !== undefined)
      throw new UsageError(
        '--dry-run writes no file of failed rows.',
        'Leave --failed out: the rows that would fail are printed.',
      );
    if (isDry && journal !== undefined)
      throw new UsageError(
        '--dry-run does not read the journal.',
        'Leave --journal out: the file is compared with the users of CometChat.',
      );
    if (restart && journal === undefined) throw new UsageError('--restart needs --journal PATH.');
    const readOptions = readOptionsOf(args.file, options);
    const requests = countRequests();
    const given = {
      admin: await admin({ rate, hooks: requests.hooks }),
      requests,
      failed,
      journal,
      restart,
      reactivate,
      concurrency,
    };
    const { format } = readOptions;
    return withSource(
      args.file,
      readOptions,
      call,
      (source, check) =>
        isDry && check
          ? dryRun(call, { admin: given.admin, requests, source, check, reactivate })
          : runImport(call, { ...given, source, check, format }),
      noPrecheck,
    );
  },
});
