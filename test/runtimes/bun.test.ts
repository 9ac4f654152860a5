import { bun } from './runtimes/processes.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(bun);
