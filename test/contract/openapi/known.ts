/** A difference between the vendor's documents of 2023 and the service of today. */
interface Known {
  readonly name: string;
  readonly source: string;
  readonly is: RegExp;
}

/** The newest reference: `chat-apis.json` and `data-import-apis.json` of the vendor's documentation. */
const REFERENCE = "the vendor's newest API reference";

/** The text of the documents of 2023, beside their schemas. */
const OWN_EXAMPLES = "the examples beside the documents' own schemas";

const CHAT_SDK = "the vendor's Chat SDK 4.2.0, as observed";

/** All known differences. */
export const KNOWN: readonly Known[] = [
  {
    name: 'the client API',
    source: `${CHAT_SDK}; the documents describe the admin host only`,
    is: /^(?:(?:PUT|DELETE) \/me|GET \/users(?:\/[\w-]+)?|(?:GET|POST|DELETE) \/blockedusers) with a user's token:/,
  },
  {
    name: 'call tokens',
    source: "the vendor's Calls SDK 4.2.6, as observed",
    is: /^POST \/call_tokens with a user's token:/,
  },
  {
    name: 'refusals',
    source: "the vendor's error guide; the documents declare 200 and nothing else",
    is: / answer (?:400|401|403|404|429) (?:ERR|AUTH_ERR)_[A-Z_]+:/,
  },
  { name: 'the status message', source: REFERENCE, is: /\/statusMessage: not documented$/ },
  {
    name: 'tags and link of a user that is read',
    source: OWN_EXAMPLES,
    is: /users? answer \/data\/(?:\d+\/)?(?:tags|link): not documented$/,
  },
  {
    name: 'times of a user',
    source: REFERENCE,
    is: /(?:users?|friends) answer \/data\/(?:\d+\/)?(?:updatedAt|lastActiveAt|deactivatedAt): not documented$/,
  },
  {
    name: 'the token of a user that is created with one',
    source: OWN_EXAMPLES,
    is: /^creates-user answer \/data\/authToken: not documented$/,
  },
  {
    name: 'what a user is to who reads',
    source: REFERENCE,
    is: /(?:users?|friends) answer \/data\/(?:\d+\/)?(?:blockedByMe|hasBlockedMe|blockedByMeAt|hasBlockedMeAt|blockedAt|conversationId): not documented$/,
  },
  {
    name: 'the cursor, beside meta for users and inside it for others',
    source: REFERENCE,
    is: / answer (?:\/meta)?\/cursor: not documented$/,
  },
  {
    name: 'the device of a login',
    source: CHAT_SDK,
    is: /^create-authtoken request \/(?:platform|deviceId|appInfo): not documented$/,
  },
  {
    name: 'the device of a token',
    source: REFERENCE,
    is: /authtokens? answer \/data\/(?:\d+\/)?(?:platform|userAgent|appInfo): not documented$/,
  },
  {
    name: 'paging of all lists',
    source: REFERENCE,
    is: /^(?:list-authtokens|list-roles|list-apikeys|list-all-friends|get-restrictedfeatures|get \/users\/\{uid\}\/blockedusers) query \/(?:page|perPage): not documented$/,
  },
  {
    name: 'when a role was changed',
    source: REFERENCE,
    is: /roles? answer \/data\/(?:\d+\/)?updatedAt: not documented$/,
  },
  {
    name: 'permissions of a role',
    source: REFERENCE,
    is: /^(?:GET|PUT|POST|DELETE) \/roles\/[\w-]+\/permissions(?:\/[\w.]+)?: not documented$/,
  },
  {
    name: 'features by their own names, of which the schema has one',
    source: OWN_EXAMPLES,
    is: /^restrict-features answer \/data\/[\w.]+: not documented$/,
  },
  {
    name: 'friends below "accepted"',
    source: REFERENCE,
    is: /^add-friend (?:answer \/data\/accepted\/[\w-]+: not documented|request \/addToConversations: not documented)$/,
  },
  {
    name: 'what became of each uid of a block',
    source: REFERENCE,
    is: /^(?:post|delete) \/users\/\{uid\}\/blockedusers answer \/data\/[\w-]+\/error: not documented$/,
  },
  {
    name: 'what became of each uid of an import',
    source: OWN_EXAMPLES,
    is: /^import-users answer \/data\/[\w-]+\/(?:success|data|error): not documented$/,
  },
  {
    name: 'the scopes of an API key, which the document of its update calls by older names',
    source: 'the document of its creation',
    is: /^update-apikey request \/scope: must be equal to one of the allowed values$/,
  },
  {
    name: 'a count in the place of a list',
    source: 'docs/fidelity.md: the documents have the parameter and no answer to it',
    is: /^list-users answer \/data: must be array$/,
  },
  {
    name: 'what a test asked the emulator to fail with',
    source: 'its faults; test/contract/emulator/fuzz.test.ts shows that it never answers so by itself',
    is: / answer 5\d\d ERR_EXCEPTION:/,
  },
  {
    name: 'the route that a test asks for because there is none',
    source: 'test/contract/server/admin-request.test.ts',
    is: /^GET \/nothing\/here: not documented$/,
  },
];

/** The differences that no entry explains. */
export function unknownOf(differences: readonly string[]): string[] {
  return differences.filter((difference) => !KNOWN.some(({ is }) => is.test(difference)));
}
