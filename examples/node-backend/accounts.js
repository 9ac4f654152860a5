import { randomUUID } from 'node:crypto';

/** @typedef {{ readonly id: string, readonly name: string }} Account */

/** Stands in for your database: the accounts are in memory, and have no passwords. */
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
    /** The account of the request's session cookie. @param {Request} request */
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
