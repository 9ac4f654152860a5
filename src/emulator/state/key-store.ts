import { API_KEY, AUTH_KEY, type KeyScope, type OwnKeys } from '../keys.js';
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

  /** Adds those of the two own keys that the app lacks, with the names on the vendor's page. */
  seed({ apiKey, authKey }: OwnKeys): void {
    if (!this.find(apiKey)) this.#add(apiKey, 'Rest API Key', 'fullAccess');
    if (!this.find(authKey)) this.#add(authKey, 'Auth Key', 'authOnly');
  }

  /** The own keys of an emulator that goes on with a folder: those that options have set, else those that the folder began with. */
  resume({ apiKey, authKey }: OwnKeys): OwnKeys {
    return {
      apiKey: apiKey === API_KEY ? this.#first('fullAccess', apiKey) : apiKey,
      authKey: authKey === AUTH_KEY ? this.#first('authOnly', authKey) : authKey,
    };
  }

  create(name: string, scope: KeyScope): StoredKey {
    return this.#add(randomHex(20), name, scope);
  }

  update(key: StoredKey, changes: Partial<Pick<StoredKey, 'name' | 'scope'>>): void {
    this.#put(Object.assign(key, changes));
  }

  remove(key: StoredKey): void {
    this.table.remove(key.apiKey);
  }

  /** The oldest key of a scope, but the constant one if the app has it. */
  #first(scope: KeyScope, constant: string): string {
    if (this.find(constant)) return constant;
    const oldest = [...this.table.rows()].find((key) => key.scope === scope);
    // A request has removed all of them. The constant one is known to everybody.
    return oldest?.apiKey ?? randomHex(20);
  }

  #add(apiKey: string, name: string, scope: KeyScope): StoredKey {
    return this.#put({ apiKey, name, scope, createdAt: this.#now() });
  }

  #put(key: StoredKey): StoredKey {
    this.table.put(key.apiKey, key);
    return key;
  }
}
