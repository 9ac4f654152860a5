import { idFromToken } from './envelope.js';

/** A short hash of a token, to compare tokens without storing them once more; `''` for no token. */
export function markOf(authToken: string | undefined): string {
  return authToken === undefined ? '' : idFromToken(authToken);
}

/** The marks of both sides, and the mark that they had when they last agreed; `undefined` if they never did. */
export interface Marks {
  readonly ours: string;
  readonly vendors: string;
  readonly agreed: string | undefined;
}

/**
 * The side that an app's start follows: the vendor's if only that one has changed since both last agreed. If both have changed, or if
 * they never agreed, our session wins.
 */
export function sideToFollow({ ours, vendors, agreed }: Marks): 'ours' | 'vendor' {
  return ours === agreed && vendors !== agreed ? 'vendor' : 'ours';
}
