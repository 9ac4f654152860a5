import { API_KEY, AUTH_KEY, type KeyScope } from '../keys.js';
import { randomHex } from '../random.js';
import { type ReportChange, Table } from './table.js';

/** An API key. */
export interface StoredKey {
  /** 40 hex digits. */
  readonly apiKey: string;
  name: string;
  scope: KeyScope;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** The API keys of one app. */
export class KeyStore {
  readonly table: Table<StoredKey>;
  readonly #now: () => number;

  constructor(now: () => number, report: ReportChange) {
    this.table = new Table('keys', report);
    this.#now = now;
  }

  find(apiKey: string): StoredKey | undefined {
    return this.table.get(apiKey);
  }

  newestFirst(): StoredKey[] {
    return [...this.table.rows()].reverse();
  }

  /** Adds the two keys of a new app, with the names on the vendor's page. */
  seed(): void {
    this.#put({ apiKey: API_KEY, name: 'Rest API Key', scope: 'fullAccess', createdAt: this.#now() });
    this.#put({ apiKey: AUTH_KEY, name: 'Auth Key', scope: 'authOnly', createdAt: this.#now() });
  }

  create(name: string, scope: KeyScope): StoredKey {
    return this.#put({ apiKey: randomHex(20), name, scope, createdAt: this.#now() });
  }

  update(key: StoredKey, changes: Partial<Pick<StoredKey, 'name' | 'scope'>>): void {
    this.#put(Object.assign(key, changes));
  }

  remove(key: StoredKey): void {
    this.table.remove(key.apiKey);
  }

  #put(key: StoredKey): StoredKey {
    this.table.put(key.apiKey, key);
    return key;
  }
}
