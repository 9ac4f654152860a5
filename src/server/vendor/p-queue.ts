// Alone in this file, so that it can be bundled while the rest is not: it is no dependency of the package.
export { default as PQueue } from 'p-queue';
