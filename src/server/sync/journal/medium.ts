import type { Chunks } from '../text/split-lines.js';

/** Stores the text of a journal: a file, or the storage of the app. Its text is ASCII. */
export interface Medium {
  /** Names the journal in error messages. */
  readonly name: string;
  /** The text in pieces. */
  read(): Chunks;
  /** Adds a text, as a whole or not at all. */
  append(text: string): Promise<void> | void;
  /** Keeps only the first characters, which are as many bytes. */
  cut(length: number): Promise<void> | void;
  /** Makes sure that the text survives a power failure, if the medium can do that. */
  sync(): void;
  /** Lets others open the journal. `isUnused`: nothing was stored, so nothing must remain. */
  close(isUnused: boolean): void;
}
