import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The folders of the React versions: 19 is the root's, 18 is installed for these tests. */
const MODULES = { 18: here('../node_modules'), 19: here('../../../node_modules') };

export type Version = keyof typeof MODULES;

export const VERSIONS = [18, 19] as const satisfies Version[];

/** Bundles a page with a version of React. Our package comes from the sources. */
export async function bundle(page: string, version: Version, options: BuildOptions = {}): Promise<string> {
  const modules = MODULES[version];
  const { outputFiles } = await build({
    entryPoints: [here(`./pages/${page}`)],
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
    alias: {
      'cometchat-users/react': here('../../../src/react.ts'),
      'cometchat-users': here('../../../src/index.ts'),
      react: `${modules}/react`,
      'react-dom': `${modules}/react-dom`,
    },
    write: false,
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}
