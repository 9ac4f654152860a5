import type { UserInput } from '../server.js';
import type { Options, OptionValues } from './arguments.js';
import { UsageError } from './failure.js';

/** The options for the fields of a user. */
export const USER_OPTIONS = {
  name: { value: 'NAME', text: 'the display name' },
  avatar: { value: 'URL', text: 'the URL of a picture' },
  link: { value: 'URL', text: 'the URL of the profile in your app' },
  role: { value: 'ROLE', text: 'the id of a role that exists in your app' },
  tag: { value: 'TAG', multiple: true, text: 'a tag; repeatable. The given tags replace all others' },
  metadata: { value: 'JSON', text: 'a JSON object, which replaces the metadata', read: readMetadata },
  statusMessage: { value: 'TEXT', text: 'the status text' },
} as const satisfies Options;

/** The option that empties fields of a user who exists. */
export const CLEAR_OPTION = {
  clear: {
    value: 'FIELD',
    multiple: true,
    choices: ['avatar', 'link', 'metadata', 'tags'],
    text: 'empty a field: avatar, link, metadata or tags; repeatable',
  },
} as const satisfies Options;

type Given = OptionValues<typeof USER_OPTIONS> & Partial<OptionValues<typeof CLEAR_OPTION>>;

/** Makes the user to send from the options. Throws a `UsageError` if a field is both set and emptied. */
export function userFrom(uid: string, options: Given): UserInput {
  const { name, avatar, link, role, tag, metadata, statusMessage, clear = [] } = options;
  const fields = { name, avatar, link, role, tags: tag && [...tag], metadata, statusMessage };
  const both = clear.find((field) => fields[field] !== undefined);
  if (both) throw new UsageError(`--clear ${both} and --${both === 'tags' ? 'tag' : both} exclude each other.`);
  const cleared = clear.map((field) => [field, field === 'tags' ? [] : null]);
  return { uid, ...fields, ...Object.fromEntries(cleared) };
}

function readMetadata(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The message below is for every text that is not a JSON object.
  }
  throw new UsageError(`--metadata must be a JSON object, such as '{"department":"sales"}'.`);
}
