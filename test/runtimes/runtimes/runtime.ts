/** A running runtime. */
export interface Running {
  /** Rejects with its output if it exits before it is stopped. */
  readonly failed: Promise<never>;
  /** Resolves with its output when it exits by itself, for runtimes that should. */
  readonly ended?: Promise<string>;
  stop(): Promise<void> | void;
}

/** A program that runs JavaScript. */
export interface Runtime {
  /** Its name in the table. */
  readonly name: string;
  /** Returns its version; if it is missing, throws an error that says how to install it. */
  version(): string;
  /** Starts the cases; `site` gives the settings and takes the reports. */
  start(site: string): Promise<Running>;
  /** Whether it should exit by itself when nothing is left to do. */
  readonly endsByItself?: boolean;
}

/** Rejects if a worker responded with an error; it has reported before. */
export async function refused(answer: Promise<{ status: number; text(): Promise<string> }>): Promise<never> {
  const response = await answer;
  if (response.status !== 200) throw new Error(`It answered ${response.status}: ${await response.text()}`);
  return new Promise<never>(() => undefined);
}
