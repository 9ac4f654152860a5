import type { Admin, SyncPlan } from '../../server.js';
import type { Call } from '../call.js';
import { confirmed, exitCodeFor } from '../confirm.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import { CommandError, UsageError } from '../failure.js';
import { FILE_OPTIONS, readOptionsOf } from '../files/file-options.js';
import type { FileSource } from '../files/file-source.js';
import { defineCommand } from '../spec.js';
import { applyPlan } from '../sync/apply-plan.js';
import { reportBadRows } from '../sync/bad-rows.js';
import { FIELDS_HELP } from '../sync/fields-help.js';
import { makePlan } from '../sync/make-plan.js';
import { changesOf, printPlan } from '../sync/plan-text.js';
import { RATE_OPTION, readMaxRemoved, readNumber } from '../sync/read-options.js';
import { countRequests } from '../sync/request-counter.js';
import { readSavedPlan, requireNewFile, savePlan } from '../sync/save-plan.js';
import { withSource } from '../sync/with-source.js';
import { count } from '../text.js';

/** `cometchat-users sync`. */
export const syncCommand = defineCommand({
  name: 'sync',
  summary: 'show how users differ from a file, and bring them in step',
  description: `Compares the users of CometChat with a file and prints the plan: who is to be created, updated, or removed because the file does not have them. On a terminal it then asks. Elsewhere, and with --json, it changes nothing without --apply.

Before a user is changed it is read again: one that was changed meanwhile is skipped.

${FIELDS_HELP}`,
  usesApp: true,
  arguments: {
    file: {
      value: 'FILE',
      text: 'all your users: NDJSON, a JSON array or CSV, in UTF-8; - is standard input',
      optional: true,
    },
  },
  options: {
    ...FILE_OPTIONS,
    missing: {
      value: 'ACTION',
      choices: ['keep', 'deactivate', 'erase'],
      text: 'the action for users who are not in the file (default keep); "erase" deletes them and their messages for ever',
    },
    maxRemoved: {
      value: 'LIMIT',
      read: readMaxRemoved,
      text: 'the most users to deactivate or erase, a number or a percentage (default 5%)',
    },
    reactivate: { text: 'reactivate deactivated users of the file (default: they are skipped)' },
    apply: { text: 'apply the plan without a question' },
    out: { value: 'PATH', text: 'save the plan to a new file, and change nothing' },
    plan: { value: 'PATH', text: 'use a saved plan instead of a file of users' },
    concurrency: {
      value: 'NUMBER',
      read: readNumber('--concurrency', 64),
      text: 'changes that are applied at the same time, 1 to 64 (default 32)',
    },
    ...RATE_OPTION,
  },
  examples: [
    ['cometchat-users sync users.csv'],
    ['cometchat-users sync u.ndjson --missing deactivate --max-removed 2% --apply', 'each night'],
    ['cometchat-users sync users.ndjson --out plan.ndjson'],
    ['cometchat-users sync --plan plan.ndjson --apply', 'after someone has read it'],
  ],
  async run(call) {
    const { args, options, admin, signal } = call;
    const { file, plan: saved } = { file: args.file, plan: options.plan };
    if ((file === undefined) === (saved === undefined))
      throw new UsageError('Give either a FILE of users or --plan with a saved plan.');
    if (options.apply && options.out !== undefined) throw new UsageError('--out changes nothing: leave --apply out.');
    if (saved !== undefined) {
      refuseFileOptions(options);
      const savedAdmin = await admin({ rate: options.rate });
      return decide(call, savedAdmin, await readSavedPlan(savedAdmin, saved, signal));
    }
    if (options.out !== undefined) await requireNewFile(options.out);
    const path = file ?? '-';
    const readOptions = readOptionsOf(path, options);
    const requests = countRequests();
    const ofApp = await admin({ rate: options.rate, hooks: requests.hooks });
    if (path === '-' && call.io.stdin.isTTY !== true && !options.apply && call.io.stderr.isTTY)
      call.output.note('Standard input has the users, so there is no question: add --apply to apply the plan.');
    return withSource(path, readOptions, call, async (source, check) => {
      const { missing = 'keep', maxRemoved, reactivate } = options;
      const bad = check ? await reportBadRows(call, source, check) : 0;
      if (bad > 0 && missing !== 'keep')
        throw new CommandError(
          `${source.name}: ${count(bad, 'row')} cannot be read, so the file does not tell which users are missing.`,
          'Correct the rows, or leave --missing out.',
        );
      // A user who registered after the file was saved is not missing.
      const createdBefore = missing === 'keep' ? undefined : source.savedAt;
      const planOptions = { missing, maxRemoved, reactivate, createdBefore };
      const plan = await makePlan(call, { admin: ofApp, source, requests }, planOptions);
      return decide(call, ofApp, plan, { source, bad });
    });
  },
});

/** The options that say how to make a plan, so they have no meaning for a saved one. */
const PLAN_OPTIONS = {
  missing: '--missing',
  maxRemoved: '--max-removed',
  reactivate: '--reactivate',
  format: '--format',
  map: '--map',
  ignore: '--ignore',
  delimiter: '--delimiter',
  tagSeparator: '--tag-separator',
} as const;

function refuseFileOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [key, name] of Object.entries(PLAN_OPTIONS))
    if (options[key] !== undefined)
      throw new UsageError(`${name} has no meaning for a saved plan: give it when you make the plan.`);
}

type SyncCall = Pick<Call, 'io' | 'output' | 'signal' | 'settings'> & {
  readonly options: {
    readonly apply?: boolean | undefined;
    readonly out?: string | undefined;
    readonly concurrency?: number | undefined;
  };
};

/** The file that a plan was made from. */
interface PlannedFile {
  readonly source?: FileSource;
  /** The rows that could not be read. */
  readonly bad?: number;
}

/** Prints a plan, and applies it if that is wanted. Resolves with the exit code: 1 if the plan was to be applied, and a row is wrong. */
async function decide(call: SyncCall, admin: Admin, plan: SyncPlan, file: PlannedFile = {}): Promise<number> {
  const { io, output, options, signal } = call;
  const isSaved = file.source === undefined;
  await printPlan(output, plan, {
    ...file,
    seeAll: isSaved ? '--json' : '--json or --out PATH',
    hasMissing: !isSaved,
  });
  if (options.out !== undefined) {
    await savePlan(plan, options.out);
    output.note(`The plan is in ${options.out}. To apply it: cometchat-users sync --plan ${options.out}`);
    return SUCCESS;
  }
  const { bad = 0 } = file;
  if (changesOf(plan) === 0) {
    output.note('There is nothing to change.');
    return options.apply && bad + plan.counts.invalid > 0 ? FAILURE : SUCCESS;
  }
  // Somebody who writes the plan to a file or a pipe has not seen it yet.
  const canAsk = !output.json && [io.stdin, io.stdout, io.stderr].every(({ isTTY }) => isTTY === true);
  if (!options.apply && !canAsk) {
    output.note('Nothing was changed. To apply the plan, add --apply.');
    return SUCCESS;
  }
  if (!options.apply) {
    const question = `Change ${count(changesOf(plan), 'user')} of the app ${call.settings().appId}?`;
    const answer = await confirmed(question, { io, yes: false, signal, json: output.json });
    if (answer !== 'yes') {
      output.note('Nothing was changed.');
      return exitCodeFor(answer);
    }
  }
  const { concurrency } = options;
  return applyPlan(call, { admin, plan, source: file.source, bad, concurrency });
}
