import * as z from 'zod/mini';
import { type CometChatException, isCometChatException } from '../../../errors/exception.js';
import { exceptionOf, type Issue } from '../../../errors/issue.js';
import { type CallOptions, checkCallOptions, LONGEST_MS, type MoreOptions } from '../../../transport/call-options.js';
import type { Deadline } from '../../../transport/deadline.js';
import { toUser } from '../../../user/input.js';
import { User } from '../../../user/user.js';
import { checkArguments } from '../../arguments.js';
import type { AdminContext } from '../../context.js';
import { explained } from '../../explain.js';
import { rule } from '../../schemas.js';
import { sourceFailed } from '../../source.js';
import { importIssues } from './import-body.js';
import { type Imported, importChunk } from './import-chunk.js';
import type { CreatedUser, CreateManyOptions, CreateManyResult } from './types.js';

/** The maximum number of users in one request. Source: the REST page on data import. */
const CHUNK = 50;

/** Errors of these kinds would fail every other chunk too. */
const FATAL_KINDS = ['authentication', 'permission', 'config'];

const Users = z
  .unknown()
  .check(
    rule(
      'iterable',
      (users) =>
        typeof (Object(users) as Iterable<unknown>)[Symbol.iterator] === 'function' && typeof users === 'object',
    ),
  );
const Concurrency = z.optional(z.int().check(z.gte(1), z.lte(10)));

const CREATE_MANY = {
  name: 'createMany',
  options: { concurrency: true } satisfies MoreOptions<CreateManyOptions>,
};

/** Creates many users, and resolves with the outcome for each. */
export async function createMany(
  context: AdminContext,
  input: unknown,
  given?: CreateManyOptions | null,
): Promise<CreateManyResult> {
  const options = given ?? {};
  checkCallOptions(options, CREATE_MANY);
  // The operation as a whole has no timeout: each of its requests has its own.
  return context.perform('createMany', { signal: options.signal, timeout: LONGEST_MS }, async (deadline) => {
    const { concurrency } = options;
    checkArguments({ users: [Users, input], concurrency: [Concurrency, concurrency] });
    const users = readSource(input as Iterable<unknown>, context.apiKey).map(toUser);
    const refused = findInvalid(users);
    const valid = users.filter((_, index) => refused[index] === undefined);
    const outcomes = await importAll(context, valid, options, deadline);
    const results = users.map((user, index) => resultOf(user, refused[index] ?? (outcomes.get(user) as Imported)));
    const created = results.filter(({ status }) => status === 'created').length;
    return { created, failed: results.length - created, results };
  });
}

/**
 * Reads every entry of the caller's source, before anything is sent. If the source throws, its error becomes the `cause`
 * of ours.
 */
function readSource(source: Iterable<unknown>, apiKey: string): unknown[] {
  try {
    return Array.from(source);
  } catch (cause) {
    throw sourceFailed('The source of users threw, and nothing was sent', cause, apiKey);
  }
}

function resultOf({ uid }: User, outcome: Imported): CreatedUser {
  if (outcome instanceof User) return { uid: outcome.uid, status: 'created', user: outcome };
  return { uid: typeof uid === 'string' ? uid : undefined, status: 'failed', error: outcome };
}

/** Returns, for each user in order, the error that prevents sending it, if any. */
function findInvalid(users: readonly User[]): (CometChatException | undefined)[] {
  const uids = new Set<string>();
  return users.map((user) => {
    const [first, ...rest] = [...importIssues(user), ...repeated(user, uids)];
    if (first) return explained(exceptionOf([first, ...rest]));
    uids.add(user.uid);
    return undefined;
  });
}

function repeated({ uid }: User, uids: ReadonlySet<string>): Issue[] {
  if (!uids.has(uid)) return [];
  return [{ field: 'uid', code: 'DUPLICATE_UID', message: `The uid ${uid} is given more than once.` }];
}

/** Sends users in chunks, some at a time. Rejects if no user was created and a fatal error stopped the rest. */
async function importAll(
  context: AdminContext,
  users: readonly User[],
  { concurrency = 2, timeout }: CreateManyOptions,
  deadline: Deadline,
): Promise<Map<User, Imported>> {
  const outcomes = new Map<User, Imported>();
  const options: CallOptions = { signal: deadline.signal, timeout };
  let fatal: CometChatException | undefined;

  async function importSome(chunk: readonly User[]): Promise<void> {
    const imported = fatal ?? (await importOrFail(chunk));
    for (const [index, user] of chunk.entries())
      outcomes.set(user, isCometChatException(imported) ? imported : (imported[index] as Imported));
  }

  async function importOrFail(chunk: readonly User[]): Promise<Imported[] | CometChatException> {
    try {
      return await importChunk(context, chunk, options);
    } catch (error) {
      if (!isCometChatException(error)) throw error;
      if (FATAL_KINDS.includes(error.kind)) fatal = error;
      return error;
    }
  }

  const chunks = Array.from({ length: Math.ceil(users.length / CHUNK) }, (_, index) =>
    users.slice(index * CHUNK, (index + 1) * CHUNK),
  ).values();
  /** Takes chunks that nobody has taken yet. */
  async function work(): Promise<void> {
    for (const chunk of chunks) if (!deadline.reason) await importSome(chunk);
  }
  await deadline.race(Promise.all(Array.from({ length: concurrency }, work)));
  if (fatal && [...outcomes.values()].every(isCometChatException)) throw fatal;
  return outcomes;
}
