import { problem, refuse } from '../../errors/issue.js';
import { UID_MAX_LENGTH, UID_PATTERN } from '../../user/limits.js';
import { hasLoneSurrogate } from '../../user/text.js';
import { normalizeUid, uidIssues } from '../../user/uid.js';
import { Sha256 } from '../vendor/noble-hashes.js';
import { fromBase32, toBase32 } from './base32.js';

/** How encoded uids begin. A legal id that begins so is encoded too, so that no two ids get the same uid. */
const ENCODED = 'x--';
/** The readable form: letters, digits and hyphens stay, `_` is `__`, another byte is `_` and two hexadecimal digits. */
const ESCAPED = 'x--e-';
/** The short form: the UTF-8 bytes as base32. */
const BASE32 = 'x--b-';
/** The form of long ids: their SHA-256 as base32. It cannot be reversed. */
const HASHED = 'x--h-';

/** Bytes that fit into a uid as base32. */
const BASE32_MAX_BYTES = Math.floor(((UID_MAX_LENGTH - BASE32.length) * 5) / 8);
/** 256 bits as base32: 51 characters, and one for the last bit. */
const HASH = /^[a-z2-7]{51}[aq]$/;

/**
 * Returns a legal uid for any id of your app: an e-mail address, `auth0|…`, mixed letter case, any Unicode text. Two ids never get the same
 * uid, not even if they differ only in letter case. An id that is a legal uid in lower case stays as it is. Other ids become a text that
 * begins with `x--`: readable if that fits into 100 characters (`ann@example.com` is `x--e-ann_40example_2ecom`), else base32 for up to 59
 * bytes of UTF-8, else a hash. The result never changes between versions, so you can store it.
 *
 * Throws a `CometChatException` with the code `INVALID_UID` (kind `validation`) for an empty text, for a text with half of a surrogate pair,
 * and for anything that is not a string.
 *
 * @example
 * await admin.users.ensure({ uid: toUid('ann@example.com'), name: 'Ann' });
 */
export function toUid(id: string): string {
  const message = idMessage(id);
  if (message) throw problem('id', 'INVALID_UID', message);
  if (UID_PATTERN.test(id) && !id.startsWith(ENCODED)) return id;
  const bytes = new TextEncoder().encode(id);
  if (bytes.length <= UID_MAX_LENGTH) {
    const escaped = ESCAPED + Array.from(bytes, escapeByte).join('');
    if (escaped.length <= UID_MAX_LENGTH) return escaped;
  }
  return bytes.length <= BASE32_MAX_BYTES
    ? BASE32 + toBase32(bytes)
    : HASHED + toBase32(new Sha256().update(bytes).digest());
}

/**
 * Returns the id from which `toUid` made a uid. Returns `undefined` for a uid that is made from a hash, as for long ids: keep these ids
 * yourself. A uid that does not begin with `x--` is its own id. Upper-case letters are read as lower-case ones, as CometChat does.
 *
 * Throws a `CometChatException` (kind `validation`) for anything that is not a uid, and for a uid that begins with `x--` and that `toUid`
 * never makes (`INVALID_UID`).
 *
 * @example
 * fromUid('x--e-ann_40example_2ecom'); // 'ann@example.com'
 */
export function fromUid(uid: string): string | undefined {
  refuse(uidIssues(uid));
  const text = normalizeUid(uid);
  if (!text.startsWith(ENCODED)) return text;
  const code = text.slice(ESCAPED.length);
  if (text.startsWith(HASHED) && HASH.test(code)) return undefined;
  const bytes = text.startsWith(ESCAPED) ? unescapeBytes(code) : text.startsWith(BASE32) ? fromBase32(code) : undefined;
  const id = bytes && textOf(bytes);
  // Each id has one uid. Another text that decodes to the same id is not one of ours.
  if (!id || toUid(id) !== text) throw problem('uid', 'INVALID_UID', 'uid begins with x--, but toUid did not make it.');
  return id;
}

function idMessage(id: unknown): string | undefined {
  if (typeof id === 'number' || typeof id === 'bigint') return 'id must be a string. Use String(id) for a number.';
  if (typeof id !== 'string') return 'id must be a string.';
  if (id === '') return 'id is empty.';
  // All halves would become the same character.
  return hasLoneSurrogate(id) ? 'id contains half of a surrogate pair, so it is not valid Unicode text.' : undefined;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  if (/[a-z0-9-]/.test(character)) return character;
  return character === '_' ? '__' : `_${byte.toString(16).padStart(2, '0')}`;
}

function unescapeBytes(code: string): Uint8Array | undefined {
  if (!/^(?:[a-z0-9-]|__|_[\da-f]{2})*$/.test(code)) return undefined;
  const bytes = Array.from(code.matchAll(/__|_(..)|./g), ([part, hex]) =>
    hex === undefined ? part.charCodeAt(0) : Number.parseInt(hex, 16),
  );
  return Uint8Array.from(bytes);
}

/** UTF-8 bytes as text; `undefined` for invalid ones. A byte order mark is part of the text. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
