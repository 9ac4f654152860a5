import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Options } from 'tsup';

const shared = { format: 'esm' as const, target: 'es2022', outDir: 'dist', silent: true, dts: false };

/** `import page from './page.html?raw'` as text, which the esbuild within tsup cannot do yet by `with { type: 'text' }`. */
const text: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'text',
  setup({ onResolve, onLoad }) {
    // The path keeps its `?raw`: by its bare end it would be taken for a style sheet, and be split off.
    onResolve({ filter: /\?raw$/ }, ({ path: file, resolveDir }) => ({
      path: path.join(resolveDir, file),
      namespace: 'text',
    }));
    onLoad({ filter: /./, namespace: 'text' }, ({ path: file }) => ({
      contents: readFileSync(file.replace(/\?raw$/, ''), 'utf8'),
      loader: 'text',
    }));
  },
};

// Declarations come from tsc: a bundle of them loses `CometChat.User` as a type.
export default defineConfig([
  {
    // File by file, so that an app's bundler can drop what is not used.
    ...shared,
    entry: [
      'src/**/*.ts',
      '!src/emulator.ts',
      '!src/emulator.browser.ts',
      '!src/emulator/**',
      '!src/script.ts',
      '!src/cli.ts',
      '!src/cli/**',
      '!src/server/vendor/**',
    ],
    bundle: false,
  },
  {
    // The library that the server entry uses beyond the package's own dependencies.
    ...shared,
    entry: ['src/server/vendor/*.ts'],
    outDir: 'dist/server/vendor',
    platform: 'neutral',
    noExternal: [/.*/],
    splitting: false,
  },
  {
    // With what it is made of: a tool for tests brings no dependencies.
    ...shared,
    entry: ['src/emulator.ts'],
    // ws is CommonJS, and calls `require` for Node's own modules.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    esbuildPlugins: [text],
    platform: 'node',
    noExternal: [/.*/],
    splitting: false,
  },
  {
    ...shared,
    entry: ['src/emulator.browser.ts'],
    platform: 'browser',
    noExternal: [/.*/],
    splitting: false,
  },
  {
    // The emulator and the server entry are those beside it, loaded when they are needed.
    ...shared,
    entry: ['src/cli.ts'],
    platform: 'node',
    noExternal: [/^(?!\.\/(?:emulator|server)\.js$)/],
    external: ['./emulator.js', './server.js'],
    // commander is CommonJS and calls `require`, which an ES module does not have.
    // Most of it is commander and @clack/prompts. The names stay readable in a stack.
    esbuildOptions: (options) => Object.assign(options, { minifyWhitespace: true, minifySyntax: true }),
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    splitting: false,
  },
  {
    // For a page without a bundler. An own `globalName` would give `CometChat.CometChat`.
    ...shared,
    entry: ['src/script.ts'],
    format: 'iife',
    platform: 'browser',
    outExtension: () => ({ js: '.js' }),
    minify: true,
    noExternal: [/.*/],
    splitting: false,
  },
]);
