import type { NewUser } from '../../../server.js';
import { defineCommand } from '../../spec.js';
import { USER_OPTIONS, userFrom } from '../../user-options.js';
import { userText } from '../../user-text.js';

/** `cometchat-users user create`. */
export const userCreate = defineCommand({
  name: 'create',
  summary: 'create a user',
  description: 'Creates a user. It fails if the uid exists already: see "user ensure".',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: '1 to 100 letters, digits, "_" and "-"; it never changes' } },
  options: USER_OPTIONS,
  examples: [
    ['cometchat-users user create kevin --name Kevin'],
    [`cometchat-users user create ann --name "Ann Lee" --metadata '{"team":"sales"}'`],
  ],
  async run({ args, options, output, signal, admin }) {
    // The service needs a name. If it is missing, the admin says so.
    const given = userFrom(args.uid, options) as NewUser;
    const user = await (await admin()).users.create(given, { signal });
    await output.result(user, () => `Created.\n\n${userText(user)}`);
  },
});
