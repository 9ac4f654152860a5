// The build bundles this file, and only this one: an app does not install the library as a dependency of ours.
export { Webhook } from 'standardwebhooks';
