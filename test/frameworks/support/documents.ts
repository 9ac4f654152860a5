import { readFileSync } from 'node:fs';
import { blocksOf } from '../../package/snippets.js';

/** Returns the only snippet of a page that `isWanted` accepts. */
function snippet(page: string, isWanted: (block: { language: string; code: string }) => boolean): string {
  const [found, ...others] = blocksOf(readFileSync(page, 'utf8')).filter(isWanted);
  if (found === undefined || others.length > 0) throw new Error(`${page}: ${others.length + 1} snippets, not 1.`);
  return found.code;
}

/** The component of docs/frameworks.md that says hello, in a language: `tsx`, `vue` or `svelte`. */
export const component = (wanted: string) =>
  snippet('docs/frameworks.md', ({ language, code }) => language === wanted && code.includes('Hello'));

/** The file `client.ts` of docs/frameworks.md. */
export const clientFile = () => snippet('docs/frameworks.md', ({ code }) => code.startsWith('// client.ts\n'));

/** A file of docs/server.md, by the name in its first line. */
export const serverFile = (name: string) => snippet('docs/server.md', ({ code }) => code.startsWith(`// ${name}\n`));

/** The Express example of docs/server.md. */
export const expressExample = () =>
  snippet('docs/server.md', ({ code }) => code.includes('express()') && code.includes('toNodeHandler(endpoint)'));

/** The files of docs/server.md that a token route needs, for a folder of the app. */
export const tokenEndpoint = (folder: string): Record<string, string> => ({
  [`${folder}/admin.ts`]: serverFile('admin.ts'),
  [`${folder}/endpoint.ts`]: serverFile('endpoint.ts'),
});
