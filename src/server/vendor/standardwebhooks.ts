// Alone in this file, so that it can be bundled while the rest is not: it is no dependency of the package.
export { Webhook } from 'standardwebhooks';
