import type { Config } from '../options.js';
import { TokenStore } from './token-store.js';
import { UserStore } from './user-store.js';

/** One app: what two apps do not share. */
export interface App {
  /** As it was first written; ids that differ only in letter case are one app, as host names are. */
  readonly id: string;
  readonly users: UserStore;
  readonly tokens: TokenStore;
  readonly roles: Set<string>;
}

/** Every app. The default one is there from the start; another comes into being when it is first named. */
export class Apps {
  readonly #apps = new Map<string, App>();
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
    this.reset();
  }

  get default(): App {
    return this.named(this.#config.appId);
  }

  named(id: string): App {
    const key = id.toLowerCase();
    const app = this.#apps.get(key) ?? this.#create(id);
    this.#apps.set(key, app);
    return app;
  }

  /** The app that issued a token which is still valid. */
  withToken(authToken: string): App | undefined {
    for (const app of this.#apps.values()) if (app.tokens.find(authToken)) return app;
    return undefined;
  }

  reset(): void {
    this.#apps.clear();
    this.named(this.#config.appId);
  }

  #create(id: string): App {
    const { seed, roles, limits, now } = this.#config;
    const users = new UserStore(now);
    for (const user of seed) users.create(user);
    return { id, users, tokens: new TokenStore(limits.authTokens, now), roles: new Set(roles) };
  }
}
