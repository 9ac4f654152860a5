import { randomUUID } from 'node:crypto';

/** @typedef {{ readonly id: string, readonly name: string }} Account */

/** What your database has. Here it ends with the process, and there are no passwords. */
export function createAccounts() {
  /** @type {Map<string, Account>} */
  const accounts = new Map();
  /** @type {Map<string, string>} */
  const sessions = new Map();

  return {
    /** @param {string} name */
    add(name) {
      const account = { id: randomUUID(), name };
      accounts.set(account.id, account);
      return account;
    },
    /** @param {Account} account */
    openSession({ id }) {
      const session = randomUUID();
      sessions.set(session, id);
      return session;
    },
    /** Whose session cookie a request carries. @param {Request} request */
    of({ headers }) {
      const [, session = ''] = headers.get('cookie')?.match(/session=([\w-]+)/) ?? [];
      return accounts.get(sessions.get(session) ?? '');
    },
    /** @param {Account} account */
    remove({ id }) {
      accounts.delete(id);
    },
  };
}
