/**
 * Add the types of your metadata and roles here. All types of this package then use them.
 *
 * @example
 * declare module 'cometchat-users' {
 *   interface Register {
 *     metadata: { department: string };
 *     role: 'default' | 'admin';
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add to it
export interface Register {}

/** The part of `metadata` that only the user and your server can read. Source: the service's users overview. */
export interface PrivateMetadata {
  /** Only the user and your server can read it. Other users get the metadata without it. */
  '@private'?: Record<string, unknown>;
}

/** A user's metadata: the registered type, or else any JSON object. At most 5 KB as JSON. */
export type UserMetadata = (Register extends { metadata: infer M } ? M : Record<string, unknown>) & PrivateMetadata;

/** A role id: one of the registered ones, or else `default` or any role that exists in your app. */
export type UserRole = Register extends { role: infer R extends string } ? R : 'default' | (string & {});
