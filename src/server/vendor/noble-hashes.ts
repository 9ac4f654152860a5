// The build bundles this file, and only this one: an app does not install the library as a dependency of ours.
export { sha256 } from '@noble/hashes/sha2.js';
