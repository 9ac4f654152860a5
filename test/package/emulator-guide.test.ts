import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

/** The parts of other packages that the guide's snippets use, and that are not installed here. */
const OTHER_PACKAGES = {
  'packages.d.ts': `
    declare module '@cometchat/chat-sdk-javascript' {
      export { CometChat } from 'cometchat-users';
    }
    declare module 'playwright-core' {
      export const chromium: { launch(options: { args: string[] }): Promise<{ newContext(options: object): unknown }> };
    }
    declare module '@playwright/test' {
      interface Route {
        request(): {
          url(): string;
          method(): string;
          allHeaders(): Promise<Record<string, string>>;
          postDataBuffer(): Uint8Array<ArrayBuffer> | null;
        };
        fulfill(response: { status: number; headers: Record<string, string>; body: Uint8Array }): Promise<void>;
      }
      interface Page {
        route(url: RegExp, handler: (route: Route) => Promise<void>): Promise<void>;
      }
      export const test: { beforeEach(hook: (given: { page: Page }) => Promise<void>): void };
    }
  `,
};

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-emulator-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every snippet of the guide to the emulator compiles', { timeout: 90_000 }, () => {
  const snippets = snippetsOf(blocksOf(readFileSync('docs/emulator.md', 'utf8')));
  expect(snippets.length).toBeGreaterThan(6);
  expect(compile(snippets, OTHER_PACKAGES, folder)).toEqual([]);
});
