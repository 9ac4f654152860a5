import { defineCommand } from '../../spec.js';
import { CLEAR_OPTION, USER_OPTIONS, userFrom } from '../../user-options.js';
import { userText } from '../../user-text.js';

const OUTCOMES = {
  created: 'Created.',
  updated: 'Updated.',
  unchanged: 'Unchanged: the user was already like this.',
  reactivated: 'Reactivated.',
} as const;

/** `cometchat-users user ensure`. */
export const userEnsure = defineCommand({
  name: 'ensure',
  summary: 'create a user, or change the fields that differ',
  description:
    'Makes sure that a user exists with the given fields: creates the user, changes the fields that differ, or does nothing. You can run it again and again.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  options: {
    ...USER_OPTIONS,
    ...CLEAR_OPTION,
    reactivate: { text: 'reactivate the user if deactivated; without it, a deactivated user is an error' },
  },
  examples: [
    ['cometchat-users user ensure kevin --name Kevin --tag beta'],
    ['cometchat-users user ensure kevin --name Kevin --reactivate --json'],
  ],
  async run({ args, options, output, signal, admin }) {
    const given = userFrom(args.uid, options);
    const { users } = await admin();
    const { user, outcome } = await users.ensure(given, { signal, reactivate: options.reactivate });
    await output.result({ outcome, user }, () => `${OUTCOMES[outcome]}\n\n${userText(user)}`);
  },
});
