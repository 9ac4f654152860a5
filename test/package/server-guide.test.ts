import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

const guide = readFileSync('docs/server.md', 'utf8');
const blocks = blocksOf(guide);
const journal = blocksOf(readFileSync('docs/import-journal.md', 'utf8'));
const providers = blocksOf(readFileSync('docs/identity-providers.md', 'utf8'));

/** Files of the reader's own app that the guide's snippets import, and the globals of other runtimes. */
const READERS_FILES = {
  'auth.ts': `
    export declare function getSession(request: Request): Promise<{ id: string; name: string } | undefined>;
    export declare function isSignedByUs(signature: string | null, body: string): boolean;
    export declare function readProfile(id: string): Promise<{ name: string; avatar?: string }>;
  `,
  'redis.ts': `
    import type { SessionStorage } from 'cometchat-users/server';
    export declare const storage: SessionStorage;
    export declare const redis: {
      get(key: string): Promise<string | null>;
      set(key: string, value: string, options: { PX: number }): Promise<unknown>;
      del(key: string): Promise<unknown>;
    };
    export declare const texts: {
      get(key: string): Promise<string | null>;
      append(key: string, text: string): Promise<number>;
      set(key: string, text: string): Promise<unknown>;
    };
  `,
  'crm.ts': `
    export declare function readUsers(): AsyncIterable<{ uid: string; name: string }>;
  `,
  'pool.ts': `
    import type { PostgresClient } from 'cometchat-users/server';
    export declare const pool: PostgresClient;
  `,
  'ioredis.d.ts': `
    // The tests of the storages compile with the real one.
    declare module 'ioredis' {
      import type { RedisClient } from 'cometchat-users/server';
      export const Redis: new (url: string) => RedisClient;
    }
  `,
  'globals.d.ts': `
    type Handler = (request: Request) => Promise<Response>;
    declare const Bun: { serve(options: { routes: Record<string, Record<string, Handler>> }): unknown };
    declare const Deno: { serve(handler: Handler): unknown };
  `,
};

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the guide to the server is true', () => {
  test('every snippet compiles', { timeout: 90_000 }, () => {
    const snippets = snippetsOf([...blocks, ...providers, ...journal]);
    expect(snippets.length).toBeGreaterThan(20);
    expect(compile(snippets, READERS_FILES, folder)).toEqual([]);
  });

  test('the npm scripts that it names exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...guide.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named).toEqual(['example:express', 'example:node-backend']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  test('it names exactly the codes of the endpoints', () => {
    const answered = readFileSync('src/errors/server-codes.ts', 'utf8').matchAll(/^ {2}\| '([A-Z_]+)'/gm);
    const named = new Set([...guide.matchAll(/\d{3} `([A-Z_]+)`/g)].map(([, code]) => code));
    expect([...named].sort()).toEqual([...answered].map(([, code]) => code).sort());
  });
});
