/** A runtime that was started. */
export interface Running {
  /** Rejects, with what it said, when it ends before it is stopped. */
  readonly failed: Promise<never>;
  /** Resolves when it ended by itself, as it should, with what it said; for whatever has an end of its own. */
  readonly ended?: Promise<string>;
  stop(): Promise<void> | void;
}

/** Something that runs JavaScript. */
export interface Runtime {
  /** As the table shows it. */
  readonly name: string;
  /** Its version; throws a sentence that says how it is had where it is missing. */
  version(): string;
  /** Has it run the cases; `site` is where it gets its settings and reports. */
  start(site: string): Promise<Running>;
  /** Whether it is to end by itself when nothing is left to do. */
  readonly endsByItself?: boolean;
}

/** Rejects where a worker did not answer well; it has reported before. */
export async function refused(answer: Promise<{ status: number; text(): Promise<string> }>): Promise<never> {
  const response = await answer;
  if (response.status !== 200) throw new Error(`It answered ${response.status}: ${await response.text()}`);
  return new Promise<never>(() => undefined);
}
