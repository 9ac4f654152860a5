import * as z from 'zod/mini';
import type { Issue } from './errors/issue.js';
import { EDITABLE_FIELDS } from './user/fields.js';
import { createBody, type SentFields, updateBody } from './user/payload.js';
import type { UserMetadata, UserRole } from './user/register.js';
import { bodyIssue, fieldIssue, type RuledField } from './user/rules.js';
import { normalizeUid } from './user/uid.js';
import { sentUrl } from './user/web-url.js';

/** The schema of one field. Its input and output have the same type. */
type Field<T> = z.ZodMiniType<T, T>;

type Optional<T> = z.ZodMiniOptional<Field<T>>;

// These types are written out, because inferred declarations would lose the comments and the types of `Register`.

type ProfileShape = {
  /** Display name, 1–100 characters. */
  name: Optional<string>;
  /** http(s) URL of a picture, up to 3000 characters. The result is trimmed and escaped. `null` clears it. */
  avatar: Optional<string | null>;
  /** http(s) URL of the profile page, up to 3000 characters. The result is trimmed and escaped. `null` clears it. */
  link: Optional<string | null>;
  /** A JSON object, up to 5 KB. `null` clears it. */
  metadata: Optional<UserMetadata | null>;
  /** Custom status text. */
  statusMessage: Optional<string>;
  /** Up to 25 tags of up to 100 characters. */
  tags: Optional<string[]>;
};

type UpdateShape = ProfileShape & {
  /** 1–100 letters, digits, `_` and `-`. The result has `A`–`Z` in lower case. */
  uid: Field<string>;
  /** Id of a role that exists in your app. */
  role: Optional<UserRole>;
};

type CreateShape = Omit<UpdateShape, 'name'> & {
  /** Display name, 1–100 characters. */
  name: Field<string>;
};

const uid = field<string>('uid').check(z.overwrite(normalizeUid));
const name = field<string>('name');
const role = z.optional(field<UserRole>('role'));
const urls = {
  avatar: z.optional(field<string | null>('avatar').check(z.overwrite(sentUrl))),
  link: z.optional(field<string | null>('link').check(z.overwrite(sentUrl))),
};
const others = {
  metadata: z.optional(field<UserMetadata | null>('metadata')),
  statusMessage: z.optional(field<string>('statusMessage')),
  tags: z.optional(field<string[]>('tags')),
};

/**
 * The schema of a uid. The result has `A`–`Z` in lower case, as in the service. It accepts and refuses the same uids as
 * `User.validate()`, with the same messages and codes (`UID_IS_COMPULSORY`, `INVALID_UID`, in `params.code`).
 *
 * @example
 * import { uidSchema } from 'cometchat-users/schemas';
 *
 * uidSchema.parse('Kevin'); // 'kevin'
 * uidSchema.safeParse('Ann Lee').error?.issues[0]?.message; // 'uid may not contain a space.'
 */
export const uidSchema: z.ZodMiniType<string, string> = uid;

/**
 * The schema of a user to create, for `createUser`. It requires `uid` and `name`.
 *
 * It accepts and refuses the same fields as `new User(input).validate('create')`, from the same table of rules. Each issue has
 * the field in `path`, the message, and the code in `params.code`. The error lists all issues. An issue with the size of the whole
 * user has an empty `path`. Unknown keys are left out of the result. The input must be a plain object: for a `User`, call its
 * `validate()`.
 *
 * `role` is one of the fields. In a public sign-up form, take the role from your server and not from the input.
 *
 * @example
 * import { userSchema } from 'cometchat-users/schemas';
 *
 * const result = userSchema.safeParse({ uid: 'Kevin', name: '' });
 * result.error?.issues.map(({ path, message }) => [path[0], message]); // [['name', 'name is missing.']]
 */
export const userSchema: z.ZodMiniObject<CreateShape> = z
  .object({ uid, name, ...urls, role, ...others }, mustBeObject())
  .check(size((user: UserCreate) => createBody(user)));

/**
 * The schema of changes to a user, for `updateUser`. It requires `uid`. `undefined` and missing fields stay as they are; `null` clears
 * `avatar`, `link` or `metadata`.
 *
 * It accepts and refuses the same fields as `new User(input).validate('update')`. Its issues have the form of those of `userSchema`.
 *
 * @example
 * import { userUpdateSchema } from 'cometchat-users/schemas';
 *
 * const changes = userUpdateSchema.parse({ uid: 'kevin', avatar: null }); // clears the avatar
 * await client.updateUser(changes, authKey);
 */
export const userUpdateSchema: z.ZodMiniObject<UpdateShape> = z
  .object({ uid, name: z.optional(name), ...urls, role, ...others }, mustBeObject())
  .check(size(changesOf));

/**
 * The schema of changes to the signed-in user's own profile, for `updateCurrentUserDetails`. `undefined` and missing fields stay as they
 * are; `null` clears `avatar`, `link` or `metadata`.
 *
 * The result never has a `uid`, a `role` or an unknown key, so the input cannot name another user or another role. The other fields
 * have the rules of `userUpdateSchema`.
 *
 * @example
 * import { profileSchema } from 'cometchat-users/schemas';
 *
 * const profile = profileSchema.parse({ name: 'Kevin', role: 'admin' }); // { name: 'Kevin' }
 * await client.updateCurrentUserDetails(profile);
 */
export const profileSchema: z.ZodMiniObject<ProfileShape> = z
  .object({ name: z.optional(name), ...urls, ...others }, mustBeObject())
  .check(size(changesOf));

/** The input of {@link userSchema}. */
export type UserCreateInput = z.input<typeof userSchema>;

/** The result of {@link userSchema}, for `createUser`. */
export type UserCreate = z.output<typeof userSchema>;

/** The input of {@link userUpdateSchema}. */
export type UserUpdateInput = z.input<typeof userUpdateSchema>;

/** The result of {@link userUpdateSchema}, for `updateUser`. */
export type UserUpdate = z.output<typeof userUpdateSchema>;

/** The input of {@link profileSchema}. */
export type ProfileUpdateInput = z.input<typeof profileSchema>;

/** The result of {@link profileSchema}, for `updateCurrentUserDetails`. */
export type ProfileUpdate = z.output<typeof profileSchema>;

/** Makes the schema of one field from its rule. */
function field<T>(name: RuledField): z.ZodMiniType<T, T> {
  return z.custom<T>().check(issueCheck((value) => fieldIssue(name, value)));
}

/** Checks the size of the whole request. It runs only if every field is valid. */
function size<T>(bodyOf: (user: T) => object) {
  return issueCheck<T>((user) => bodyIssue(bodyOf(user)));
}

function changesOf(user: SentFields): object {
  return updateBody({ ...user, touched: EDITABLE_FIELDS.filter((field) => user[field] !== undefined) });
}

/** A check that reports an `Issue`. `continue: false`: no later check gets a wrong value. */
function issueCheck<T>(find: (value: T) => Issue | undefined) {
  return z.check<T>(({ value, issues }) => {
    const issue = find(value);
    if (!issue) return;
    const { code, message } = issue;
    issues.push({ code: 'custom', input: value, message, params: { code }, continue: false });
  });
}

function mustBeObject() {
  return { error: 'The user must be an object.' };
}
