import { asException, CometChatException } from '../errors/exception.js';
import type { Issue } from '../errors/issue.js';
import { isSameField } from './equality.js';
import {
  EDITABLE_FIELDS,
  type EditableField,
  FIELDS,
  type UserFields,
  type UserInput,
  type UserStatus,
} from './fields.js';
import { BASE, type Base, copy, copyFields, hide, put, WAS_READ, writable } from './record.js';
import type { UserMetadata, UserRole } from './register.js';
import { parseUser, type UserAnswer, type UserJSON } from './response.js';
import type { Purpose } from './rules.js';
import { validateUser } from './validate.js';

/**
 * A CometChat user.
 *
 * Setters record and never throw; `validate()` says everything that is wrong, and whatever sends a user validates it
 * first. A user remembers which fields were touched, and an update sends only those. Fields are for reading: they are
 * `undefined` where nothing is set, while the getters keep the types of the vendor's SDK (`''`, `{}`, `[]`, `0`, `false`).
 *
 * @example
 * const user = new User('kevin').setName('Kevin').setTags(['beta']);
 * user.validate('create'); // []
 * await client.createUser(user, authKey);
 */
export class User {
  /** Lower-cased, as the service has it. */
  declare readonly uid: string;
  /** Display name. */
  declare readonly name?: string;
  /** URL of a picture. */
  declare readonly avatar?: string;
  /** URL of the profile in your app. */
  declare readonly link?: string;
  /** Id of a role of your app. */
  declare readonly role?: UserRole;
  /** Your own JSON object; `getMetadata()` gives a copy. */
  declare readonly metadata?: UserMetadata;
  /** Custom status text. */
  declare readonly statusMessage?: string;
  /** `getTags()` gives a copy. */
  declare readonly tags?: string[];
  /** Whether the user is connected, as of when this user was read. */
  declare readonly status?: UserStatus;
  /** Unix seconds. */
  declare readonly lastActiveAt?: number;
  /** Unix seconds. */
  declare readonly createdAt?: number;
  /** Unix seconds. */
  declare readonly updatedAt?: number;
  /** Unix seconds; absent while active. */
  declare readonly deactivatedAt?: number;
  /** Whether this user has blocked the signed-in one. */
  declare readonly hasBlockedMe?: boolean;
  /** Whether the signed-in user has blocked this one. */
  declare readonly blockedByMe?: boolean;
  /** The auth token, on the signed-in user and where an answer carried one. Not enumerable. */
  declare readonly authToken?: string;
  /** @internal */
  declare readonly [BASE]: Base;
  /** @internal */
  declare readonly [WAS_READ]?: boolean;

  constructor(uid: string, name?: string);
  constructor(fields: UserInput);
  constructor(uidOrFields: string | UserInput, name?: string) {
    hide(this, BASE, {});
    hide(this, 'authToken', undefined);
    const fields: Partial<UserInput> =
      typeof uidOrFields === 'object' && uidOrFields !== null ? uidOrFields : { uid: uidOrFields, name };
    try {
      for (const field of FIELDS) {
        const value = fields[field];
        if (value !== undefined) put(this, field, value);
      }
    } catch (error) {
      throw asException(error);
    }
  }

  /**
   * Makes a user from JSON as the service or `toJSON()` gives it; unknown fields are kept, nothing counts as touched.
   * Values of another type are converted where that is certain, such as digits in a text to a time.
   * Throws a `CometChatException` (kind `validation`) that names the first field that cannot be read.
   *
   * @example
   * const user = User.from(JSON.parse(text));
   */
  static from(json: UserJSON | UserFields): User {
    const { user, odd, problem = odd?.[0]?.field } = readable(json);
    if (problem !== undefined || !user) {
      throw new CometChatException({
        code: problem === 'uid' ? 'INVALID_UID' : 'INVALID_USER',
        kind: 'validation',
        message: `This is not a user: its ${problem} is not usable.`,
      });
    }
    return User.fromService(user);
  }

  /** @internal For what `parseUser` has let through. */
  static fromService(json: UserAnswer): User {
    const user = new User(json.uid);
    hide(user, WAS_READ, true);
    // A field named like one of our methods must not take its place.
    for (const field of Object.keys(json)) if (!(field in user)) put(user, field, json[field]);
    const base = user[BASE];
    for (const field of EDITABLE_FIELDS) if (user[field] !== undefined) base[field] = copy(user[field]);
    if (json.authToken !== undefined) hide(user, 'authToken', json.authToken);
    return user;
  }

  /** Fields that were set or changed, and that an update would send. */
  get touched(): EditableField[] {
    const base = this[BASE];
    return EDITABLE_FIELDS.filter(
      (field) => base[field] === null || (this[field] !== undefined && !isSameField(field, this[field], base[field])),
    );
  }

  /**
   * Everything that is wrong, at once. `create` needs a name; `update` looks only at what was touched.
   *
   * @example
   * new User('Ann Lee').setAvatar('x').validate('create').map((issue) => issue.field); // ['uid', 'name', 'avatar']
   */
  validate(purpose: Purpose = 'update'): Issue[] {
    return validateUser(this, purpose);
  }

  /** Whether `validate()` finds nothing. */
  isValid(purpose: Purpose = 'update'): boolean {
    return this.validate(purpose).length === 0;
  }

  /** A copy that shares nothing with this one and can be changed. It has the same touched fields and token. */
  clone(): User {
    const user = new User(this.uid);
    copyFields(this, user);
    copyFields(this[BASE], user[BASE]);
    hide(user, WAS_READ, this[WAS_READ]);
    if (this.authToken !== undefined) hide(user, 'authToken', this.authToken);
    return user;
  }

  /** Every field, unknown ones too, without the token. `User.from` reads it back. */
  toJSON(): UserJSON {
    return { ...(this as UserFields) };
  }

  /** The uid, `''` where none was given. */
  getUid(): string {
    return this.uid ?? '';
  }
  /** Sets the uid; `A`–`Z` are lower-cased, as the service does. */
  setUid(uid: string): this {
    return put(this, 'uid', uid);
  }

  /** The display name, `''` where none is set. */
  getName(): string {
    return this.name ?? '';
  }
  /** Sets the display name: 1–100 characters. */
  setName(name: string): this {
    return put(this, 'name', name);
  }

  /** The URL of the picture, `''` where none is set. */
  getAvatar(): string {
    return this.avatar ?? '';
  }
  /** Sets the picture: an http(s) URL up to 3000 characters as it is sent; `null` clears it. Spaces and the like are sent escaped. */
  setAvatar(avatar: string | null): this {
    return put(this, 'avatar', avatar);
  }

  /** The URL of the profile page, `''` where none is set. */
  getLink(): string {
    return this.link ?? '';
  }
  /** Sets the profile page: an http(s) URL up to 3000 characters as it is sent; `null` clears it. Spaces and the like are sent escaped. */
  setLink(link: string | null): this {
    return put(this, 'link', link);
  }

  /** The id of the role, `''` where it is not known. */
  getRole(): string {
    return this.role ?? '';
  }
  /** Sets the role: the id of one that exists in your app. Not for the signed-in user's own profile. */
  setRole(role: UserRole): this {
    return put(this, 'role', role);
  }

  /** A copy of the metadata, `{}` where none is set. */
  getMetadata(): UserMetadata {
    return copy(this.metadata) ?? ({} as UserMetadata);
  }
  /** Sets the metadata: a JSON object up to 5 KB; `null` clears it. The service replaces what it has. */
  setMetadata(metadata: UserMetadata | null): this {
    return put(this, 'metadata', metadata);
  }

  /** The custom status text, `''` where none is set. */
  getStatusMessage(): string {
    return this.statusMessage ?? '';
  }
  /** Sets the custom status text. */
  setStatusMessage(statusMessage: string): this {
    return put(this, 'statusMessage', statusMessage);
  }

  /** A copy of the tags, `[]` where none are set. */
  getTags(): string[] {
    return copy(this.tags) ?? [];
  }
  /** Sets the tags: up to 25 of up to 100 characters. The service replaces what it has. */
  setTags(tags: string[]): this {
    return put(this, 'tags', tags);
  }

  /** `online`, `offline`, or `''` where the service did not say. */
  getStatus(): UserStatus | '' {
    return this.status ?? '';
  }
  /** Sets the status here; it is never sent. */
  setStatus(status: UserStatus): this {
    return put(this, 'status', status);
  }

  /** Unix seconds, `0` where the service did not say. */
  getLastActiveAt(): number {
    return this.lastActiveAt ?? 0;
  }
  /** Sets the time here; it is never sent. */
  setLastActiveAt(lastActiveAt: number): this {
    return put(this, 'lastActiveAt', lastActiveAt);
  }

  /** Unix seconds, `0` while active. */
  getDeactivatedAt(): number {
    return this.deactivatedAt ?? 0;
  }
  /** Sets the time here; it is never sent. */
  setDeactivatedAt(deactivatedAt: number): this {
    return put(this, 'deactivatedAt', deactivatedAt);
  }

  /** Whether this user has blocked the signed-in one; `false` where the service did not say. */
  getHasBlockedMe(): boolean {
    return this.hasBlockedMe ?? false;
  }
  /** Sets the flag here; it is never sent. */
  setHasBlockedMe(hasBlockedMe: boolean): this {
    return put(this, 'hasBlockedMe', hasBlockedMe);
  }

  /** Whether the signed-in user has blocked this one; `false` where the service did not say. */
  getBlockedByMe(): boolean {
    return this.blockedByMe ?? false;
  }
  /** Sets the flag here; it is never sent. */
  setBlockedByMe(blockedByMe: boolean): this {
    return put(this, 'blockedByMe', blockedByMe);
  }

  /** The auth token of the signed-in user, `''` on others. */
  getAuthToken(): string {
    return this.authToken ?? '';
  }
  /** Sets the token on this object; the session does not change, and it is never sent. */
  setAuthToken(authToken: string): this {
    return hide(writable(this), 'authToken', authToken);
  }
}

/** Reads a user from JSON. Throws only a `CometChatException`, also where reading the argument throws. */
function readable(json: unknown): ReturnType<typeof parseUser> {
  try {
    return parseUser(json);
  } catch (error) {
    throw asException(error);
  }
}
