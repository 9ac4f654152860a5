import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [here('./page.js')],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  write: false,
});

const STYLES = ['theme', 'layout', 'forms'].map((name) => `../react-app/src/styles/${name}.css`);

/** The page, its style sheet, and its script as your bundler would build it. */
export const html = readFileSync(here('./page.html'), 'utf8');
export const style = [...STYLES, './page.css'].map((file) => readFileSync(here(file), 'utf8')).join('\n');
export const script = outputFiles[0]?.text ?? '';
