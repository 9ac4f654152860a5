import { chromium } from './runtimes/browsers.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(chromium);
