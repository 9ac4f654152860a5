import { confirmed, exitCodeFor, YES } from '../../confirm.js';
import { SUCCESS } from '../../exit-codes.js';
import { reportOf } from '../../report.js';
import { defineCommand } from '../../spec.js';
import { count, printable } from '../../text.js';

/** `cometchat-users user erase`. */
export const userErase = defineCommand({
  name: 'erase',
  summary: 'erase users with all their messages, for ever',
  description:
    'Erases users with all their messages and conversations, for ever. It asks first. It also erases deactivated users. If one fails, it goes on with the others; the exit code is that of the first error.',
  usesApp: true,
  arguments: { uids: { value: 'UID', many: true, text: 'the uids of the users' } },
  options: YES,
  examples: [['cometchat-users user erase kevin'], ['cometchat-users user erase kevin ann --yes --json']],
  async run({ args: { uids }, options, output, io, signal, settings, admin }) {
    const { appId } = settings();
    const which = uids.length === 1 ? printable(uids[0] ?? '') : count(uids.length, 'user');
    const question = `Erase ${which} of the app ${appId}, with all messages and conversations, for ever?`;
    const answer = await confirmed(question, { io, yes: options.yes, signal, json: output.json });
    if (answer !== 'yes') {
      output.note('Nothing was erased.');
      return exitCodeFor(answer);
    }
    const { users } = await admin();
    let exitCode: number = SUCCESS;
    for (const uid of uids) {
      try {
        await users.delete(uid, { permanent: true, signal });
        await output.result({ uid, status: 'erased' }, () => `${printable(uid)}: ${output.style.good('erased')}\n`);
      } catch (error) {
        const report = reportOf(error);
        exitCode ||= report.exitCode;
        const { bad } = output.style;
        await output.result(
          { uid, status: 'failed', ...report.json },
          () => `${printable(uid)}: ${bad('failed')}, ${report.message}\n`,
        );
        if (signal.aborted) break;
      }
    }
    return exitCode;
  },
});
