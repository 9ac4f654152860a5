import { type Hooks, notify } from '../transport/hooks.js';
import { createSpellings, type Spellings } from './uids/spelling.js';

/** The parts of an admin that the handlers use which are created with it. */
interface Parts {
  readonly hooks: Hooks | undefined;
  readonly spellings: Spellings;
}

const partsOf = new WeakMap<object, Parts>();

/** Remembers the parts of an admin. */
export function rememberParts(admin: object, parts: Parts): void {
  partsOf.set(admin, parts);
}

/** Tells `hooks.onWarning` of an admin. An admin that the app made itself has no hooks. */
export function warnHooksOf(admin: object, message: string): void {
  notify(partsOf.get(admin)?.hooks ?? {}, 'onWarning', () => ({ message }));
}

/** The spellings that an admin remembers; a new memory for an admin that the app made itself. */
export function spellingsOf(admin: object): Spellings {
  return partsOf.get(admin)?.spellings ?? createSpellings();
}
