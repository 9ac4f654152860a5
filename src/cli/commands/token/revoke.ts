import type { AdminAuthTokens, AuthToken } from '../../../server.js';
import { CommandError, UsageError } from '../../failure.js';
import { readSecret } from '../../secrets.js';
import { defineCommand } from '../../spec.js';
import { count } from '../../text.js';
import { endingOf } from '../../token-ending.js';

/** `cometchat-users token revoke`. */
export const tokenRevoke = defineCommand({
  name: 'revoke',
  summary: 'revoke auth tokens of a user',
  description: 'Revokes one auth token of a user, or all of them, which logs the user out on all devices.',
  usesApp: true,
  arguments: { uid: { value: 'UID', text: 'the uid of the user' } },
  options: {
    ending: { value: 'TEXT', text: 'the token that ends with these six characters: see "token list"' },
    tokenStdin: { text: 'the token that standard input contains' },
    all: { text: 'all tokens of the user' },
  },
  examples: [
    ['cometchat-users token revoke kevin --ending 9f3c21'],
    ['cometchat-users token revoke kevin --all'],
    ['cometchat-users token revoke kevin --token-stdin < token.txt'],
  ],
  async run({ args: { uid }, options, output, io, signal, admin }) {
    const { all, ending, tokenStdin } = options;
    if ([all, ending, tokenStdin].filter(Boolean).length !== 1)
      throw new UsageError('Pass one of --ending, --token-stdin and --all.');
    if (tokenStdin && (options as { apiKeyStdin?: boolean }).apiKeyStdin)
      throw new UsageError('Standard input cannot be both the REST API key and the token.', 'Set COMETCHAT_API_KEY.');
    const given = tokenStdin ? await readSecret(io, 'auth token', '--token-stdin') : undefined;
    const { authTokens } = await admin();
    if (all) {
      await authTokens.flush(uid, { signal });
      return output.result({ uid, revoked: 'all' }, () => 'All auth tokens of the user are revoked.\n');
    }
    const authToken = given ?? (await findToken(authTokens, uid, ending ?? '', signal)).authToken;
    await authTokens.delete(uid, authToken, { signal });
    const shown = endingOf(authToken);
    await output.result({ uid, revoked: shown }, () => `The auth token that ends with ${shown} is revoked.\n`);
  },
});

async function findToken(
  authTokens: AdminAuthTokens,
  uid: string,
  ending: string,
  signal: AbortSignal,
): Promise<AuthToken> {
  if (ending.length < 6) throw new UsageError('--ending needs the last six characters of the token.');
  const found: AuthToken[] = [];
  for await (const token of authTokens.list(uid, {}, { signal }))
    if (token.authToken.endsWith(ending)) found.push(token);
  const [first] = found;
  if (first && found.length === 1) return first;
  throw new CommandError(
    first
      ? `${count(found.length, 'auth token')} end with "${ending}".`
      : `No auth token of the user ends with "${ending}".`,
    'List them with: cometchat-users token list UID',
  );
}
