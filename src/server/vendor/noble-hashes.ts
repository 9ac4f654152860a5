// The build bundles this file, and only this one: an app does not install the library as a dependency of ours. Not its function `sha256`:
// creating that one does work at import.
export { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';
