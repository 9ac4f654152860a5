import * as z from 'zod/mini';
import { checkCallOptions, checkOption, isMs, type MoreOptions, MS } from '../../../transport/call-options.js';
import { checkArguments } from '../../arguments.js';
import { Callback, Flag, rule } from '../../schemas.js';
import type { JournalStorage } from '../journal/types.js';
import { PATIENCE_MS } from '../outage/outage.js';
import { isSource } from '../rows/source.js';
import { Concurrency, DEFAULT_CONCURRENCY } from '../workers.js';
import type { ImportOptions } from './types.js';

/** The public method in errors and hooks. */
export const OPERATION = 'importUsers';

const Source = z.unknown().check(rule('iterable', isSource));
const Journal = z.optional(z.unknown().check(rule('journal', isJournal)));
const SourceId = z.optional(z.string().check(rule('notBlank', (text) => text.trim() !== '')));

const NAMES: MoreOptions<ImportOptions> = {
  reactivate: true,
  concurrency: true,
  onProgress: true,
  journal: true,
  sourceId: true,
  restart: true,
  patience: true,
};

/** Options with their defaults. */
export interface CheckedImportOptions extends ImportOptions {
  readonly concurrency: number;
  readonly patience: number;
  readonly reactivate: boolean;
}

/** Checks the arguments of an import. Throws one exception with every issue. */
export function checkImport(source: unknown, given: ImportOptions | null | undefined): CheckedImportOptions {
  const options = given ?? {};
  checkCallOptions(options, { name: OPERATION, options: NAMES });
  const { concurrency = DEFAULT_CONCURRENCY, patience = PATIENCE_MS, reactivate = false } = options;
  checkOption('patience', patience, isMs, MS);
  const { onProgress, journal, sourceId, restart } = options;
  checkArguments({
    source: [Source, source],
    reactivate: [Flag, reactivate],
    concurrency: [Concurrency, concurrency],
    onProgress: [Callback, onProgress],
    journal: [Journal, journal],
    sourceId: [SourceId, sourceId],
    restart: [Flag, restart],
  });
  return { ...options, concurrency, patience, reactivate };
}

function isJournal(given: unknown): boolean {
  if (typeof given === 'string') return given !== '' && !given.includes('\0');
  const { read, append, replace } = Object(given) as Partial<JournalStorage>;
  return [read, append, replace].every((method) => typeof method === 'function');
}
