import { parentPort, workerData } from 'node:worker_threads';
import { NODE_PIECES, PIECES } from './pieces.js';
import { live, type Outcome } from './steps.js';

/** The message to a thread. */
export interface Task {
  readonly piece: string;
  readonly when: 'before' | 'after';
  /** URL of the bundled package. */
  readonly sdk: string;
  readonly emulator: string;
  readonly token: string;
}

/** The response of a thread. */
export type Answer = { readonly outcome: Outcome } | { readonly failed: string };

const { piece, when, sdk, emulator, token } = workerData as Task;

// Globals of a page that a thread does not have.
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};
const target = new EventTarget();
const globals = {
  localStorage: storage,
  document: new EventTarget(),
  navigator: { userAgent: 'Thread/1.0' },
  addEventListener: target.addEventListener.bind(target),
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

const remove = () => [...PIECES, ...NODE_PIECES].find(({ name }) => name === piece)?.remove();

async function run(): Promise<Answer> {
  // Node loads its `fetch` at the first use, with the help of `performance`.
  new Request('http://localhost');
  if (when === 'before') remove();
  const loaded = await import(sdk);
  if (when === 'after') remove();
  return { outcome: await live(loaded, emulator, token) };
}

run()
  .catch((error): Answer => ({ failed: String(error?.stack ?? error) }))
  .then((answer) => parentPort?.postMessage(answer));
