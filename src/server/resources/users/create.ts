import { refuse } from '../../../errors/issue.js';
import type { MoreOptions } from '../../../transport/call-options.js';
import type { Deadline } from '../../../transport/deadline.js';
import * as endpoints from '../../../transport/endpoints.js';
import { toUser } from '../../../user/input.js';
import { createBody } from '../../../user/payload.js';
import { User } from '../../../user/user.js';
import { argumentIssues } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { Flag } from '../../schemas.js';
import type { CreateUserOptions } from './types.js';

const CREATE_USER = {
  name: 'createUser',
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

/** Sends the request that creates a user, who was validated before. */
export async function sendCreate(
  { transport, apiKey }: AdminContext,
  user: User,
  deadline: Deadline,
  withAuthToken = false,
): Promise<User> {
  const body = { ...createBody(user), ...(withAuthToken && { withAuthToken }) };
  const { uid } = body;
  const created = await transport(endpoints.createUser, { credential: apiKey, body, uid, deadline });
  if (!withAuthToken || created.authToken) return User.fromService(created);
  // The response with the token was lost. Create another token.
  const request = { credential: apiKey, params: { uid }, uid, deadline };
  return User.fromService({ ...created, authToken: await transport(endpoints.createAuthToken, request) });
}
