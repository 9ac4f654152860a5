import { asException } from '../errors/exception.js';
import type { Issue } from '../errors/issue.js';
import { copy, copyFields } from './copy.js';
import { BASE, type Base, hide, put, WAS_READ, writable } from './edits.js';
import { isSameField } from './equality.js';
import {
  EDITABLE_FIELDS,
  type EditableField,
  FIELDS,
  type UserFields,
  type UserInput,
  type UserStatus,
} from './fields.js';
import type { UserMetadata, UserRole } from './register.js';
import { readUser, type UserJSON, type UserResponse } from './response.js';
import type { Purpose } from './rules.js';
import { validateUser } from './validate.js';

/**
 * A CometChat user.
 *
 * Setters do not check values; `validate()` returns all issues. Methods that send a user validate it first. A user remembers
 * which fields were touched, and an update sends only those. Fields are read-only and `undefined` if they are not set. The getters
 * return the types of the vendor's SDK (`''`, `{}`, `[]`, `0`, `false`).
 *
 * Setters throw only on the session's user, which is frozen (`READ_ONLY_USER`): change a `clone()`.
 *
 * @example
 * const user = new User('kevin').setName('Kevin').setTags(['beta']);
 * user.validate('create'); // []
 * await client.createUser(user, authKey);
 */
export class User {
  /** The uid, in lower case as in the service. */
  declare readonly uid: string;
  /** Display name. */
  declare readonly name?: string;
  /** URL of a picture. */
  declare readonly avatar?: string;
  /** URL of the profile in your app. */
  declare readonly link?: string;
  /** Id of a role of your app. */
  declare readonly role?: UserRole;
  /** Your own JSON object. `getMetadata()` returns a copy. */
  declare readonly metadata?: UserMetadata;
  /** Custom status text. */
  declare readonly statusMessage?: string;
  /** The tags. `getTags()` returns a copy. */
  declare readonly tags?: string[];
  /** Whether the user was connected when this object was read. */
  declare readonly status?: UserStatus;
  /** The time when the user was last active, in Unix seconds. */
  declare readonly lastActiveAt?: number;
  /** The time when the user was created, in Unix seconds. */
  declare readonly createdAt?: number;
  /** The time when the user was last changed, in Unix seconds. */
  declare readonly updatedAt?: number;
  /** The time when the user was deactivated, in Unix seconds. Absent for an active user. */
  declare readonly deactivatedAt?: number;
  /** Whether this user has blocked the signed-in one. */
  declare readonly hasBlockedMe?: boolean;
  /** Whether the signed-in user has blocked this one. */
  declare readonly blockedByMe?: boolean;
  /** The auth token, on the signed-in user and if a response contained one. Not enumerable. */
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
   * Makes a user from JSON, from the service or from `toJSON()`. It keeps unknown fields, and no field counts as touched. Values of
   * another type are converted if their meaning is certain, such as a text of digits to a time.
   * Throws a `CometChatException` (kind `validation`) that names the first field that cannot be read.
   *
   * @example
   * const user = User.from(JSON.parse(text));
   */
  static from(json: UserJSON | UserFields): User {
    return User.fromService(readUser(json));
  }

  /** @internal Makes a user from the result of `parseUser`. */
  static fromService(json: UserResponse): User {
    const user = new User(json.uid);
    hide(user, WAS_READ, true);
    // A field must not replace a method with the same name.
    for (const field of Object.keys(json)) if (!(field in user)) put(user, field, json[field]);
    const base = user[BASE];
    for (const field of EDITABLE_FIELDS) if (user[field] !== undefined) base[field] = copy(user[field]);
    if (json.authToken !== undefined) hide(user, 'authToken', json.authToken);
    return user;
  }

  /** The fields that were set or changed. An update sends these. */
  get touched(): EditableField[] {
    const base = this[BASE];
    return EDITABLE_FIELDS.filter(
      (field) => base[field] === null || (this[field] !== undefined && !isSameField(field, this[field], base[field])),
    );
  }

  /**
   * Returns all issues; an empty array for a valid user. `create` needs a name; `update` checks only the touched fields.
   *
   * @example
   * new User('Ann Lee').setAvatar('x').validate('create').map((issue) => issue.field); // ['uid', 'name', 'avatar']
   */
  validate(purpose: Purpose = 'update'): Issue[] {
    return validateUser(this, purpose);
  }

  /** Whether `validate()` finds no issue. */
  isValid(purpose: Purpose = 'update'): boolean {
    return this.validate(purpose).length === 0;
  }

  /** Returns a deep copy that can be changed. It has the same touched fields and token. */
  clone(): User {
    const user = new User(this.uid);
    copyFields(this, user);
    copyFields(this[BASE], user[BASE]);
    hide(user, WAS_READ, this[WAS_READ]);
    if (this.authToken !== undefined) hide(user, 'authToken', this.authToken);
    return user;
  }

  /** Returns all fields, also unknown ones, without the token. `User.from` accepts the result. */
  toJSON(): UserJSON {
    return { ...(this as UserFields) };
  }

  /** The uid; `''` if none is set. */
  getUid(): string {
    return this.uid ?? '';
  }
  /** Sets the uid. `A`–`Z` become lower case, as in the service. */
  setUid(uid: string): this {
    return put(this, 'uid', uid);
  }

  /** The display name; `''` if none is set. */
  getName(): string {
    return this.name ?? '';
  }
  /** Sets the display name: 1–100 characters. */
  setName(name: string): this {
    return put(this, 'name', name);
  }

  /** The URL of the picture; `''` if none is set. */
  getAvatar(): string {
    return this.avatar ?? '';
  }
  /**
   * Sets the picture: an http(s) URL; `null` clears it. Spaces and other invalid characters are escaped; up to 3000 characters after that.
   */
  setAvatar(avatar: string | null): this {
    return put(this, 'avatar', avatar);
  }

  /** The URL of the profile page; `''` if none is set. */
  getLink(): string {
    return this.link ?? '';
  }
  /**
   * Sets the profile page: an http(s) URL; `null` clears it. Spaces and other invalid characters are escaped; up to 3000 characters after
   * that.
   */
  setLink(link: string | null): this;
  /** The type of the vendor's `setLink`, so that this user can be passed to the vendor's SDK. It returns the user. */
  setLink(link: string): string;
  setLink(link: string | null): unknown {
    return put(this, 'link', link);
  }

  /** The id of the role; `''` if it is not known. */
  getRole(): string {
    return this.role ?? '';
  }
  /** Sets the role: the id of a role that exists in your app. The signed-in user cannot change their own role. */
  setRole(role: UserRole): this {
    return put(this, 'role', role);
  }

  /** A copy of the metadata; `{}` if none is set. */
  getMetadata(): UserMetadata {
    return copy(this.metadata) ?? ({} as UserMetadata);
  }
  /** Sets the metadata: a JSON object up to 5 KB; `null` clears it. An update replaces all metadata. */
  setMetadata(metadata: UserMetadata | null): this;
  /** The type of the vendor's `setMetadata`, so that this user can be passed to the vendor's SDK. */
  setMetadata(metadata: UserMetadata): this;
  setMetadata(metadata: UserMetadata | null): this {
    return put(this, 'metadata', metadata);
  }

  /** The custom status text; `''` if none is set. */
  getStatusMessage(): string {
    return this.statusMessage ?? '';
  }
  /** Sets the custom status text. */
  setStatusMessage(statusMessage: string): this {
    return put(this, 'statusMessage', statusMessage);
  }

  /** A copy of the tags; `[]` if none are set. */
  getTags(): string[] {
    return copy(this.tags) ?? [];
  }
  /** Sets the tags: up to 25 of up to 100 characters. An update replaces all tags. */
  setTags(tags: string[]): this {
    return put(this, 'tags', tags);
  }

  /** `online` or `offline`; `''` if the service did not send it. */
  getStatus(): UserStatus | '' {
    return this.status ?? '';
  }
  /** Sets the status of this object. It is never sent. */
  setStatus(status: UserStatus): this {
    return put(this, 'status', status);
  }

  /** The time when the user was last active, in Unix seconds; `0` if the service did not send it. */
  getLastActiveAt(): number {
    return this.lastActiveAt ?? 0;
  }
  /** Sets the time of this object. It is never sent. */
  setLastActiveAt(lastActiveAt: number): this {
    return put(this, 'lastActiveAt', lastActiveAt);
  }

  /** The time when the user was deactivated, in Unix seconds; `0` for an active user. */
  getDeactivatedAt(): number {
    return this.deactivatedAt ?? 0;
  }
  /** Sets the time of this object. It is never sent. */
  setDeactivatedAt(deactivatedAt: number): this {
    return put(this, 'deactivatedAt', deactivatedAt);
  }

  /** Whether this user has blocked the signed-in one; `false` if the service did not send it. */
  getHasBlockedMe(): boolean {
    return this.hasBlockedMe ?? false;
  }
  /** Sets the flag of this object. It is never sent. */
  setHasBlockedMe(hasBlockedMe: boolean): this {
    return put(this, 'hasBlockedMe', hasBlockedMe);
  }

  /** Whether the signed-in user has blocked this one; `false` if the service did not send it. */
  getBlockedByMe(): boolean {
    return this.blockedByMe ?? false;
  }
  /** Sets the flag of this object. It is never sent. */
  setBlockedByMe(blockedByMe: boolean): this {
    return put(this, 'blockedByMe', blockedByMe);
  }

  /** The auth token of the signed-in user; `''` for other users. */
  getAuthToken(): string {
    return this.authToken ?? '';
  }
  /** Sets the token of this object. The session does not change, and the token is never sent. */
  setAuthToken(authToken: string): this {
    return hide(writable(this), 'authToken', authToken);
  }
}
