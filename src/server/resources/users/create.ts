import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import type { Deadline } from '../../../transport/deadline.js';
import { createAuthToken, createUser as operation } from '../../../transport/operations.js';
import { settleCreate } from '../../../transport/settle-create.js';
import { toUser } from '../../../user/input.js';
import { createBody } from '../../../user/payload.js';
import { User } from '../../../user/user.js';
import { argumentIssues } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { Flag } from '../../schemas.js';
import type { CreateUserOptions } from './types.js';

const CREATE_USER = {
  name: operation.name,
  options: { withAuthToken: true } satisfies MoreOptions<CreateUserOptions>,
};

/** Creates a user. */
export function createUser(context: AdminContext, input: unknown, options?: CreateUserOptions): Promise<User> {
  return context.perform(CREATE_USER, options, async (deadline) => {
    const user = toUser(input);
    refuse([...user.validate('create'), ...argumentIssues({ withAuthToken: [Flag, options?.withAuthToken] })]);
    return sendCreate(context, user, deadline, options?.withAuthToken === true);
  });
}

/** Creates a user that is valid. */
export async function sendCreate(
  { transport, apiKey }: AdminContext,
  user: User,
  deadline: Deadline,
  withAuthToken = false,
): Promise<User> {
  const sent = createBody(user);
  const answer = await transport(operation, {
    credential: apiKey,
    body: { ...sent, ...(withAuthToken && { withAuthToken }) },
    uid: sent.uid,
    deadline,
    whenLost: async (refusal) => {
      const found = await settleCreate(transport, sent, apiKey, deadline, refusal);
      return withAuthToken ? { ...found, ...(await tokenFor(found.uid)) } : found;
    },
  });
  return User.fromService(answer);

  /** The token that was in the answer that was lost. */
  async function tokenFor(uid: string): Promise<{ authToken: string }> {
    return { authToken: await transport(createAuthToken, { credential: apiKey, params: { uid }, uid, deadline }) };
  }
}
