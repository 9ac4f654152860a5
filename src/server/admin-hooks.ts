import { type Hooks, notify } from '../transport/hooks.js';

const hooksOf = new WeakMap<object, Hooks>();

/** Remembers the hooks of an admin, for the handlers that are created with it. */
export function rememberHooks(admin: object, hooks: Hooks | undefined): void {
  if (hooks) hooksOf.set(admin, hooks);
}

/** Tells `hooks.onWarning` of an admin. An admin that the app made itself has no hooks. */
export function warnHooksOf(admin: object, message: string): void {
  notify(hooksOf.get(admin) ?? {}, 'onWarning', () => ({ message }));
}
