import type { Call } from '../../call.js';
import { FAILURE, SUCCESS } from '../../exit-codes.js';
import { defineCommand } from '../../spec.js';
import { printable } from '../../text.js';

const UIDS = { uids: { value: 'UID', many: true, text: 'the uids of the users' } } as const;

/** `cometchat-users user deactivate`. */
export const userDeactivate = defineCommand({
  name: 'deactivate',
  summary: 'deactivate users; their data stays stored',
  description:
    'Deactivates users: they can neither log in nor be found. Their data stays stored, and "user reactivate" brings them back. The exit code is 1 if one of the uids has no active user.',
  usesApp: true,
  arguments: UIDS,
  examples: [['cometchat-users user deactivate kevin ann']],
  async run({ args, output, signal, admin }) {
    const changed = await (await admin()).users.deactivate(args.uids, { signal });
    return printEach(output, args.uids, changed, { done: 'deactivated', not: 'no active user has this uid' });
  },
});

/** `cometchat-users user reactivate`. */
export const userReactivate = defineCommand({
  name: 'reactivate',
  summary: 'reactivate deactivated users',
  description: 'Reactivates deactivated users. The exit code is 1 if one of the uids has no deactivated user.',
  usesApp: true,
  arguments: UIDS,
  examples: [['cometchat-users user reactivate kevin ann']],
  async run({ args, output, signal, admin }) {
    const changed = await (await admin()).users.reactivate(args.uids, { signal });
    return printEach(output, args.uids, changed, { done: 'reactivated', not: 'no deactivated user has this uid' });
  },
});

async function printEach(
  output: Call['output'],
  uids: readonly string[],
  changed: readonly string[],
  words: { readonly done: string; readonly not: string },
): Promise<number> {
  const done = new Set(changed.map((uid) => uid.toLowerCase()));
  let exitCode: number = SUCCESS;
  for (const uid of uids) {
    const isDone = done.has(uid.toLowerCase());
    if (!isDone) exitCode = FAILURE;
    const row = isDone ? { uid, status: words.done } : { uid, status: 'unchanged', reason: words.not };
    const { good, bad } = output.style;
    await output.result(
      row,
      () => `${printable(uid)}: ${isDone ? good(words.done) : `${bad('unchanged')}, ${words.not}`}\n`,
    );
  }
  return exitCode;
}
