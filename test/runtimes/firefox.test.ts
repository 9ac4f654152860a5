import { firefox } from './runtimes/browsers.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(firefox);
