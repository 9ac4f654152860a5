/**
 * Goes before an ES module that contains the emulator, as in the package: ws is CommonJS, and calls `require` for
 * Node's own modules.
 */
export const REQUIRE_BANNER = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};
