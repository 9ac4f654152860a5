/** Returns false once something newer has begun or was committed. */
export type Turn = () => boolean;

/** The turns of one client's session. */
export type Turns = ReturnType<typeof createTurns>;

/** Counts what has begun and what was committed, so that older work can tell that it is outdated. */
export function createTurns() {
  /** Counts the logins and logouts that have begun. Only the latest may commit. */
  let turns = 0;
  /** Counts commits. Data that was read before a commit is older than that commit. */
  let commits = 0;
  return {
    /** Begins a login or a logout. Those that began before can no longer commit. */
    begin(): Turn {
      const mine = ++turns;
      return () => mine === turns;
    },
    /** Records a commit. */
    committed: () => void commits++,
    /** Returns a function that returns false once something was committed. */
    unchanged(): () => boolean {
      const mine = commits;
      return () => mine === commits;
    },
  };
}
