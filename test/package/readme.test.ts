import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { blocksOf, compile, snippetsOf } from './snippets.js';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');
const blocks = blocksOf(readme);
const snippets = snippetsOf(blocks);

/** Files of the reader's own app that the README's snippets import. */
const READERS_FILES = {
  'auth.ts':
    'export declare function getSession(request: Request): Promise<{ id: string; name: string } | undefined>;\n',
  'database.ts': 'export declare function customers(): AsyncGenerator<{ uid: string; name: string }>;\n',
  // The vendor's packages are not installed here. The tests in test/interop use them.
  'messages.ts': `import type { VendorChat, VendorUiKit } from 'cometchat-users/vendor';
export declare const CometChat: VendorChat;
export declare const CometChatUIKit: VendorUiKit & { init(settings: object): Promise<unknown> };
export declare const kitSettings: object;
`,
};

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the README is true', () => {
  test('it has snippets to check', () => {
    expect(snippets.length).toBeGreaterThan(8);
    expect(snippets.some(({ runs }) => runs)).toBe(true);
  });

  test('every snippet compiles', { timeout: 90_000 }, () => {
    expect(compile(snippets, READERS_FILES, folder)).toEqual([]);
  });

  test.each(snippets.filter(({ runs }) => runs))('a snippet that is marked as running runs', async ({ code }) => {
    const file = path.join(folder, 'runs.mjs');
    writeFileSync(file, code);
    const { stdout, stderr } = await run(process.execPath, [file]);
    const promised = [...code.matchAll(/console\.log\(.*\/\/ (.+)$/gm)].map(([, text]) => text);
    expect(promised.length).toBeGreaterThan(0);
    expect(stdout.trim().split('\n')).toEqual(promised);
    expect(stderr).toBe('');
  });

  test('the npm scripts that it names exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const shell = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code);
    const named = [...shell.join('\n').matchAll(/npm (start|test|run [\w:]+)/g)].map(([, name = '']) =>
      name.replace('run ', ''),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
