import { node } from './runtimes/processes.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(node(20));
