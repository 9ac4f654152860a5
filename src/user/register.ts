/**
 * Name your own metadata and roles once, and have them in every type.
 *
 * @example
 * declare module 'cometchat-users' {
 *   interface Register {
 *     metadata: { department: string };
 *     role: 'default' | 'admin';
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: it is there to be added to
export interface Register {}

/** The key of `metadata` that only the user and your server get to read. Source: the service's users overview. */
export interface PrivateMetadata {
  /** Seen by the user and by your server only; others get the metadata without it. */
  '@private'?: Record<string, unknown>;
}

/** A user's metadata: the registered type, else any JSON object. At most 5 KB as JSON. */
export type UserMetadata = (Register extends { metadata: infer M } ? M : Record<string, unknown>) & PrivateMetadata;

/** A role id: one of the registered ones, else `default` or any role that exists in your app. */
export type UserRole = Register extends { role: infer R extends string } ? R : 'default' | (string & {});
