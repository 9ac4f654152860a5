/** The kind of an error: one of thirteen words for a program to branch on. */
export type ErrorKind =
  | 'validation'
  | 'config'
  | 'authentication'
  | 'permission'
  | 'notFound'
  | 'conflict'
  | 'rateLimit'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'server'
  | 'badResponse'
  | 'superseded';
