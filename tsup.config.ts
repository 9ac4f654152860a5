import { defineConfig } from 'tsup';

const shared = { format: 'esm' as const, target: 'es2022', outDir: 'dist', silent: true, dts: false };

// Declarations come from tsc: a bundle of them loses `CometChat.User` as a type.
export default defineConfig([
  {
    // File by file, so that an app's bundler can drop what is not used.
    ...shared,
    entry: ['src/**/*.ts', '!src/emulator.ts', '!src/emulator.browser.ts', '!src/emulator/**'],
    bundle: false,
  },
  {
    // With what it is made of: a tool for tests brings no dependencies.
    ...shared,
    entry: ['src/emulator.ts'],
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
]);
