import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import { createProject } from './project.js';

/** Options of a bundler besides its defaults for a browser. */
export interface Asked {
  /** Conditions of `exports` that come before those of a browser, as the tools of a platform set them. */
  readonly conditions?: readonly string[];
}

/** Bundles and minifies an app whose only file has this text. Rejects if the build has errors. */
export type Bundle = (text: string, asked?: Asked) => Promise<string>;

const withEsbuild: Bundle = async (text, { conditions = [] } = {}) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(createProject({ 'main.js': text }), 'main.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    // With other conditions, `module` is no longer a default.
    conditions: [...conditions, 'module'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

const withVite: Bundle = async (text, { conditions = [] } = {}) => {
  const root = createProject({ 'main.js': text, 'index.html': '<script type="module" src="/main.js"></script>' });
  await viteBuild({
    root,
    configFile: false,
    logLevel: 'silent',
    ...(conditions.length > 0 && { resolve: { conditions: [...conditions, 'module', 'browser'] } }),
    // Vite's polyfill is not part of our size.
    build: { modulePreload: false, rolldownOptions: { output: { entryFileNames: 'app.js' } } },
  });
  return readFileSync(path.join(root, 'dist/app.js'), 'utf8');
};

const withWebpack: Bundle = async (text, { conditions = [] } = {}) => {
  const context = createProject({ 'main.js': text });
  const compiler = webpack({
    mode: 'production',
    context,
    entry: './main.js',
    target: conditions.length > 0 ? 'webworker' : 'web',
    output: { path: path.join(context, 'dist'), filename: 'app.js' },
    resolve: { conditionNames: [...conditions, '...'] },
    performance: false,
    // Minifying takes long, and server bundles are not measured.
    optimization: { minimize: conditions.length === 0 },
  });
  await new Promise<void>((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString({ all: false, errors: true })));
      else compiler.close(() => resolve());
    });
  });
  return readFileSync(path.join(context, 'dist/app.js'), 'utf8');
};

export const BUNDLERS = { esbuild: withEsbuild, Vite: withVite, webpack: withWebpack };
