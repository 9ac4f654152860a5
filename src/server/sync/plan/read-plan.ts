import { CometChatException } from '../../../errors/exception.js';
import { problem } from '../../../errors/issue.js';
import type { CallOptions } from '../../../transport/call-options.js';
import type { AdminContext } from '../../context.js';
import { explained } from '../../explain.js';
import { isSource, readRows } from '../rows/source.js';
import { CheckedLines, uncheckedObject } from '../text/checked-lines.js';
import type { Chunks } from '../text/split-lines.js';
import { readFile, requireFiles } from './row-source.js';
import { fromSaved, type SavedEnd, type SavedHead, VERSION } from './saved-lines.js';
import { createSyncPlan } from './sync-plan.js';
import { textLines } from './text-lines.js';
import type { PlannedChange, SyncPlan } from './types.js';

/** The public method in errors and hooks. */
const OPERATION = 'readPlan';

/** Reads a saved plan. It checks the whole plan before it resolves. */
export function readPlan(context: AdminContext, given: unknown, options?: CallOptions | null): Promise<SyncPlan> {
  return context.perform(OPERATION, options, async (deadline) => {
    const chunks = await openSaved(given, context.apiKey);
    let head: SavedHead | undefined;
    const sums: string[] = [];
    for await (const item of sealedItems(chunks(), (sum) => sums.push(sum))) {
      if (deadline.reason) throw deadline.reason;
      head ??= item as SavedHead;
    }
    return planOf(head as SavedHead, { chunks, sums }, context);
  });
}

/** Returns a function that begins to read a saved plan. It keeps a stream in memory, because the plan is read several times. */
async function openSaved(given: unknown, apiKey: string): Promise<() => Chunks> {
  if (typeof given === 'string') {
    requireFiles();
    return () => readFile(given, apiKey);
  }
  if (!isSource(given)) {
    const message = 'saved must be the path of a saved plan, or its lines as an array or a stream.';
    throw problem('saved', 'INVALID_PARAMETER', message);
  }
  const kept: (string | Uint8Array)[] = [];
  for await (const { row } of readRows(given as object, { apiKey })) {
    if (typeof row !== 'string' && !(row instanceof Uint8Array)) throw problem('saved', 'INVALID_PARAMETER', NO_TEXT);
    kept.push(row);
  }
  return () => kept;
}

const NO_TEXT = 'saved must give texts or bytes: the lines of a saved plan.';

/** A saved plan that was checked: how to read it again, and the checksum of each line. */
interface Checked {
  readonly chunks: () => Chunks;
  readonly sums: readonly string[];
}

function planOf({ plan: _, version, begunAt, ...facts }: SavedHead, saved: Checked, { app }: AdminContext): SyncPlan {
  refuseOtherApp(facts, app);
  return createSyncPlan(
    { ...facts, begunAt: new Date(begunAt) },
    { changes: () => savedChanges(saved), close: () => undefined },
  );
}

/** Throws if a plan is for another app or region than that of the admin. */
export function refuseOtherApp(
  { appId, region }: Pick<SyncPlan, 'appId' | 'region'>,
  app: { readonly appId: string; readonly region: string },
): void {
  if (appId === app.appId && region === app.region) return;
  const message = `The plan is for the app ${appId} in region ${region}. This admin is for the app ${app.appId} in region ${app.region}.`;
  throw explained(new CometChatException({ code: 'PLAN_OF_ANOTHER_APP', message }));
}

async function* savedChanges({ chunks, sums }: Checked): AsyncGenerator<PlannedChange, undefined> {
  let isHead = true;
  let line = 0;
  // Somebody may have put another plan in the place of the one that was read and approved.
  const expectSame = (sum: string) => {
    if (sum !== sums[line]) throw replaced(line + 1);
    line += 1;
  };
  for await (const item of sealedItems(chunks(), expectSame)) {
    if (!isHead) yield fromSaved(item);
    isHead = false;
  }
}

/**
 * Reads the first line and the steps of a saved plan. Throws `PLAN_DAMAGED` for the first line that is wrong. `onLine` gets the checksum
 * of each line before the line is used.
 */
async function* sealedItems(chunks: Chunks, onLine: (sum: string) => void): AsyncGenerator<unknown, undefined> {
  const lines = new CheckedLines();
  let last = 0;
  let hasEnded = false;
  for await (const { line, text } of textLines(chunks)) {
    if (hasEnded) throw damaged(line, 'is after the end of the plan');
    if (last === 0) refuseOtherVersion(line, text);
    last = line;
    // An editor may have added a carriage return.
    const item = lines.read(text.trimEnd());
    if (item === undefined) throw damaged(line, 'is not as it was saved');
    onLine(lines.sum);
    hasEnded = (item as Partial<SavedEnd>).end === true;
    if (!hasEnded) yield item;
  }
  if (!hasEnded) throw damaged(last + 1, 'is missing: the plan was cut off');
}

function refuseOtherVersion(line: number, text: string): void {
  const { plan, version } = (uncheckedObject(text) ?? {}) as Partial<SavedHead>;
  if (plan !== 'cometchat-users') throw damaged(line, 'is not that of a saved plan');
  if (version !== VERSION) throw damaged(line, `names version ${version}, which this version cannot read`);
}

function replaced(line: number): CometChatException {
  const message = `The saved plan is not the one that was read: line ${line} is another one. The steps before it are right.`;
  return explained(new CometChatException({ code: 'SOURCE_CHANGED', message }));
}

function damaged(line: number, why: string): CometChatException {
  const message = `The saved plan is damaged: line ${line} ${why}.`;
  return explained(new CometChatException({ code: 'PLAN_DAMAGED', message }));
}
