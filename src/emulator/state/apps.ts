import type { OwnKeys } from '../keys.js';
import type { Config } from '../options.js';
import { createUserRules, type UserRules } from '../validate/user.js';
import { FriendStore } from './friend-store.js';
import { KeyStore } from './key-store.js';
import { PairStore } from './pair-store.js';
import { RoleStore } from './role-store.js';
import type { Table } from './table.js';
import { TokenStore } from './token-store.js';
import { UserStore } from './user-store.js';

/** One app with its data. Apps share nothing. */
export interface App {
  /** In its first spelling. Ids that differ only in letter case are one app, because host names ignore letter case. */
  readonly id: string;
  readonly users: UserStore;
  readonly tokens: TokenStore;
  readonly roles: RoleStore;
  readonly keys: KeyStore;
  /** Which user blocked which. */
  readonly blocks: PairStore;
  readonly friends: FriendStore;
  /** The rules for valid users of this app. */
  readonly rules: UserRules;
}

/** One change in one app, as JSON. A change without a table resets everything. */
export interface Change {
  readonly app?: string;
  readonly table?: string;
  readonly key?: string;
  readonly row?: unknown;
}

/** All apps. The default one always exists. The first request with one of its keys creates any other. */
export class Apps {
  readonly #apps = new Map<string, App>();
  readonly #config: Config;
  #ownKeys: OwnKeys;
  #default: App;
  #listener: (change: Change) => void = () => {};

  constructor(config: Config) {
    this.#config = config;
    this.#ownKeys = config.ownKeys;
    this.#default = this.open(config.appId);
  }

  /** The two keys that every app gets. */
  get ownKeys(): OwnKeys {
    return this.#ownKeys;
  }

  get default(): App {
    return this.#default;
  }

  find(id: string): App | undefined {
    return this.#apps.get(id.toLowerCase());
  }

  /** Finds or creates an app. */
  open(id: string): App {
    return this.find(id) ?? this.#seed(this.#create(id));
  }

  /** All existing apps, the default one first. */
  list(): App[] {
    return [...this.#apps.values()];
  }

  /** The app that issued this token, while the token is valid. */
  withToken(authToken: string): App | undefined {
    for (const app of this.#apps.values()) if (app.tokens.find(authToken)) return app;
    return undefined;
  }

  /** The app with this API key. The two keys that every app has mean the default app here. */
  withKey(apiKey: string): App | undefined {
    if (this.default.keys.find(apiKey)) return this.default;
    for (const app of this.#apps.values()) if (app.keys.find(apiKey)) return app;
    return undefined;
  }

  reset(): void {
    this.#listener({});
    this.#start();
  }

  /** Registers a listener, which is called with every change before the response of the request. */
  onChange(listener: (change: Change) => void): void {
    this.#listener = listener;
  }

  /** All data, as changes to an empty store. */
  *dump(): Generator<Change> {
    for (const app of this.#apps.values()) {
      yield { app: app.id };
      for (const table of tablesOf(app))
        for (const [key, row] of table.entries()) yield { app: app.id, table: table.name, key, row };
    }
  }

  /** Loads changes from `dump` or from a listener. They include the data that an app starts with. */
  load(changes: Iterable<Change>): void {
    this.#apps.clear();
    for (const { app: id, table: name, key, row } of changes) {
      if (id === undefined) this.#apps.clear();
      else {
        const app = this.find(id) ?? this.#create(id);
        const table = tablesOf(app).find((one) => one.name === name);
        if (table && key !== undefined) table.load(key, row as never);
      }
    }
    const [first] = this.list();
    if (first) this.#ownKeys = first.keys.resume(this.#config.ownKeys);
    for (const app of this.list()) app.keys.seed(this.#ownKeys);
    this.#default = this.open(this.#config.appId);
  }

  #start(): void {
    this.#apps.clear();
    this.#default = this.open(this.#config.appId);
  }

  #create(id: string): App {
    const { limits, now } = this.#config;
    const report = (table: string, key: string, row: unknown) => this.#listener({ app: id, table, key, row });
    const roles = new RoleStore(now, report);
    const app = {
      id,
      users: new UserStore(now, report),
      tokens: new TokenStore(limits.authTokens, now, report),
      roles,
      keys: new KeyStore(now, report),
      blocks: new PairStore('blocks', now, report),
      friends: new FriendStore(now, report),
      rules: createUserRules(roles, limits.metadataBytes),
    };
    this.#apps.set(id.toLowerCase(), app);
    return app;
  }

  #seed(app: App): App {
    app.keys.seed(this.#ownKeys);
    app.roles.seed(this.#config.roles);
    for (const user of this.#config.seed) app.users.create(user);
    return app;
  }
}

function tablesOf({ users, tokens, roles, keys, blocks, friends }: App): Table<unknown>[] {
  return [keys, roles, users, tokens, blocks, friends].map((store) => store.table as Table<unknown>);
}
