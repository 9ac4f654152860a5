/**
 * The service's published limits, one place for the SDK and the emulator. Where the vendor's pages disagree, the
 * choice is a row in `docs/fidelity.md`.
 *
 * Sources: [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints) and
 * [users overview](https://www.cometchat.com/docs/rest-api/users). "Characters" are Unicode code points.
 */

/** A uid after `A`–`Z` were lower-cased: 1–100 of `a-z`, `0-9`, `_`, `-`. Source: users overview, properties and constraints. */
export const UID_PATTERN = /^[a-z0-9_-]{1,100}$/;

/** Characters in a uid. Source: users overview. */
export const UID_MAX_LENGTH = 100;

/** Characters in a name, which must have at least one. Source: users overview. */
export const NAME_MAX_LENGTH = 100;

/** Characters in `avatar` and in `link`, each an http(s) URL. Source: users overview. */
export const URL_MAX_LENGTH = 3000;

/** A role id has the form of a uid, in either case. Source: properties and constraints. */
export const ROLE_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;

/** Bytes of `metadata` as UTF-8 JSON: 5 KB. Source: users overview. */
export const METADATA_MAX_BYTES = 5 * 1024;

/** Tags on one user. Source: users overview. */
export const TAGS_MAX_COUNT = 25;

/** Characters in one tag. Source: users overview. */
export const TAG_MAX_LENGTH = 100;

/** Bytes of a whole request body as UTF-8 JSON: 10 KB. Source: properties and constraints. */
export const BODY_MAX_BYTES = 10 * 1024;

/** Auth tokens of one user that stay valid; a newer one pushes out the oldest. Source: properties and constraints. */
export const AUTH_TOKENS_MAX_COUNT = 100;
