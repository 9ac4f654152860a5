import { defineCommand } from '../../spec.js';
import { printable, timeText } from '../../text.js';
import { endingOf } from '../../token-ending.js';

/** `cometchat-users token list`. */
export const tokenList = defineCommand({
  name: 'list',
  summary: 'list the auth tokens of a user, without the tokens themselves',
  description:
    'Lists the auth tokens of a user. It shows only the last six characters of each: "token revoke --ending" takes them.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  examples: [['cometchat-users token list kevin'], ['cometchat-users token list kevin --json']],
  async run({ args, output, signal, admin }) {
    const { authTokens } = await admin();
    const isTerminal = output.columns !== undefined;
    let number = 0;
    for await (const { authToken, ...token } of authTokens.list(args.uid, {}, { signal })) {
      const ending = endingOf(authToken);
      const { createdAt, platform = '', userAgent = '' } = token;
      const created = createdAt === undefined ? '' : timeText(createdAt);
      if (number === 0 && isTerminal)
        output.note(output.style.bold(`${'ENDING'.padEnd(6)}  ${'CREATED'.padEnd(23)}  DEVICE`));
      const device = printable([platform, userAgent].filter(Boolean).join(', '));
      await output.result({ ...token, ending }, () =>
        isTerminal
          ? `${ending}  ${created.padEnd(23)}  ${device}`.trimEnd().concat('\n')
          : `${ending}\t${created}\t${device}\n`,
      );
      number += 1;
    }
    if (number === 0) output.note('The user has no auth tokens.');
  },
});
