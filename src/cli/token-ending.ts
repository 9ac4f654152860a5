/** The number of characters at the end of a token that a list shows. The other 24 hex digits stay secret. */
const SHOWN = 6;

/** The end of a token, by which a person can tell it from the user's other tokens. */
export function endingOf(authToken: string): string {
  return authToken.slice(-SHOWN);
}
