import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const src = (/** @type {string} */ file) => fileURLToPath(new URL(`../../../src/${file}`, import.meta.url));

export default defineConfig({
  plugins: [react()],
  // An app installs `cometchat-users`. This one uses the sources beside it, which must not bring a second React.
  resolve: {
    alias: [
      { find: /^cometchat-users$/, replacement: src('index.ts') },
      { find: /^cometchat-users\/react$/, replacement: src('react.ts') },
      { find: /^cometchat-users\/vendor$/, replacement: src('vendor.ts') },
    ],
    dedupe: ['react', 'react-dom'],
  },
});
