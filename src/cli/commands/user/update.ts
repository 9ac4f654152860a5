import { UsageError } from '../../failure.js';
import { defineCommand } from '../../spec.js';
import { CLEAR_OPTION, USER_OPTIONS, userFrom } from '../../user-options.js';
import { userText } from '../../user-text.js';

/** `cometchat-users user update`. */
export const userUpdate = defineCommand({
  name: 'update',
  summary: 'change fields of a user',
  description: 'Changes the given fields of a user. Other fields stay as they are.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  options: { ...USER_OPTIONS, ...CLEAR_OPTION },
  examples: [
    ['cometchat-users user update kevin --role moderator'],
    ['cometchat-users user update kevin --clear avatar --clear tags'],
  ],
  async run({ args, options, output, signal, admin }) {
    const { uid, ...fields } = userFrom(args.uid, options);
    if (Object.values(fields).every((value) => value === undefined))
      throw new UsageError('There is nothing to change.', 'Pass at least one field, such as --name NAME.');
    const user = await (await admin()).users.update({ uid, ...fields }, { signal });
    await output.result(user, () => `Updated.\n\n${userText(user)}`);
  },
});
