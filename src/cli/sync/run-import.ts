import type { Admin, ImportOptions } from '../../server.js';
import type { Call } from '../call.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import type { FileCheck } from '../files/check.js';
import { createFailedFile } from '../files/failed-file.js';
import type { FileSource } from '../files/file-source.js';
import type { Format } from '../files/rows.js';
import { createProgress } from '../progress.js';
import { count } from '../text.js';
import { Failures } from './failures.js';
import { printImport } from './import-summary.js';
import type { RequestCounter } from './request-counter.js';
import { exitCodeOf } from './stopped.js';

/** How a file is imported. */
export interface RunImport extends Pick<ImportOptions, 'journal' | 'restart' | 'reactivate' | 'concurrency'> {
  readonly admin: Admin;
  /** The counter of the admin's requests. */
  readonly requests: RequestCounter;
  readonly source: FileSource;
  readonly check: FileCheck | undefined;
  readonly format: Format;
  /** The path of the file for the rows that fail. */
  readonly failed: string | undefined;
}

/** Imports the users of a file. Resolves with the exit code. */
export async function runImport(call: Pick<Call, 'io' | 'output' | 'signal'>, given: RunImport): Promise<number> {
  const { admin, requests, source, check, format, failed, ...options } = given;
  const { io, output, signal } = call;
  const failedFile = failed === undefined ? undefined : await createFailedFile(failed, format);
  const progress = createProgress(io, { quiet: output.json, noun: 'rows' });
  const failures = new Failures(output, progress);
  // The text of each row without a result yet, for the file of failed rows.
  const texts = new Map<number, string>();
  let bad = 0;
  let interrupted = 0;
  try {
    const users = source.users({
      onHeader: (raw) => failedFile?.setHeader(raw),
      onBadRow: async (row) => {
        bad++;
        await failures.addBad(row);
        await failedFile?.add(row.raw);
      },
      onRow: (number, raw) => failedFile && texts.set(number, raw),
    });
    const run = admin.sync.importUsers(users, {
      ...options,
      signal,
      onProgress({ done, perSecond, phase }) {
        if (phase === 'listing')
          progress.show(() => `Reading the users of CometChat: ${count(requests.count, 'request')}`);
        else {
          const note = phase === 'waiting' ? 'waiting for CometChat' : undefined;
          progress.update({ done: done + bad, total: check?.rows, perSecond, note });
        }
      },
    });
    for await (const { line: number, uid, error } of run) {
      const text = texts.get(number);
      texts.delete(number);
      if (!error) continue;
      // The row did not fail: Ctrl+C came first. The next run does it.
      if (signal.aborted && error.kind === 'aborted') {
        interrupted++;
        continue;
      }
      await failures.add({ line: source.lineOf(number), uid, error });
      if (text !== undefined) await failedFile?.add(text);
    }
    const summary = await run.summary;
    progress.end();
    failures.printRest();
    await printImport(output, {
      summary,
      total: check?.rows,
      bad,
      interrupted,
      name: source.name,
      failed,
      journal: options.journal as string | undefined,
    });
    if (summary.stoppedBy) return exitCodeOf(summary.stoppedBy);
    return failures.count > 0 ? FAILURE : SUCCESS;
  } finally {
    progress.end();
    await failedFile?.close();
  }
}
