import { defineCommand } from '../../spec.js';
import { userText } from '../../user-text.js';

/** `cometchat-users user get`. */
export const userGet = defineCommand({
  name: 'get',
  summary: 'print a user',
  description: 'Prints the profile of a user.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  examples: [['cometchat-users user get cometchat-uid-1'], ['cometchat-users user get cometchat-uid-1 --json']],
  async run({ args, output, signal, admin }) {
    const user = await (await admin()).users.get(args.uid, { signal });
    await output.result(user, () => userText(user));
  },
});
