/** What went wrong, in one of thirteen words a program can branch on. */
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
