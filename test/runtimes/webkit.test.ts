import { webkit } from './runtimes/browsers.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(webkit);
