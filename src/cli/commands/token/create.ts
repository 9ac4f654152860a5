import { defineCommand } from '../../spec.js';

/** `cometchat-users token create`. */
export const tokenCreate = defineCommand({
  name: 'create',
  summary: 'create an auth token, with which a client logs in',
  description:
    'Creates an auth token of a user and prints it to standard output, and nothing else. Anyone who has it can act as the user: give it to this user only.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  options: { force: { text: 'ask for a new token, in case the service would return an existing one' } },
  examples: [
    ['cometchat-users token create kevin'],
    ['TOKEN=$(cometchat-users token create kevin)', 'keep it out of the screen'],
  ],
  async run({ args, options, output, signal, admin }) {
    const { authTokens } = await admin();
    const token = await authTokens.create(args.uid, { signal, ...(options.force && { force: true }) });
    await output.result(token, () => `${token.authToken}\n`);
  },
});
