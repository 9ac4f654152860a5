/** The part of a help text that names the columns of a file. A test compares it with the fields that a file may give. */
export const FIELDS_HELP =
  'The columns or keys are uid and name, and if you like avatar, link, role, tags, statusMessage, metadata or metadata.KEY, and the times createdAt, lastActiveAt and deactivatedAt in Unix seconds. For columns with other names, see --map and --ignore.';
