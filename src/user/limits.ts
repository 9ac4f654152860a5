/**
 * The service's published limits, for the SDK and the emulator. If the vendor's pages disagree, `docs/fidelity.md` lists
 * the choice.
 *
 * Sources: [properties and constraints](https://www.cometchat.com/docs/articles/properties-and-constraints) and
 * [users overview](https://www.cometchat.com/docs/rest-api/users). "Characters" are Unicode code points.
 */

/** A uid after lower-casing `A`–`Z`: 1–100 of `a-z`, `0-9`, `_`, `-`. Source: users overview, properties and constraints. */
export const UID_PATTERN = /^[a-z0-9_-]{1,100}$/;

/** Characters in a uid. Source: users overview. */
export const UID_MAX_LENGTH = 100;

/** Characters in a name, which must have at least one. Source: users overview. */
export const NAME_MAX_LENGTH = 100;

/** Characters in `avatar` and in `link`, each an http(s) URL. Source: users overview. */
export const URL_MAX_LENGTH = 3000;

/** A role id: the form of a uid, in either letter case. Source: properties and constraints. */
export const ROLE_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;

/** Bytes of `metadata` as UTF-8 JSON: 5 KB. Source: users overview. */
export const METADATA_MAX_BYTES = 5 * 1024;

/** Tags on one user. Source: users overview. */
export const TAGS_MAX_COUNT = 25;

/** Characters in one tag. Source: users overview. */
export const TAG_MAX_LENGTH = 100;

/** Bytes of a whole request body as UTF-8 JSON: 10 KB. Source: properties and constraints. */
export const BODY_MAX_BYTES = 10 * 1024;

/** Valid auth tokens of one user. A further one revokes the oldest. Source: properties and constraints. */
export const AUTH_TOKENS_MAX_COUNT = 100;
