import { deno } from './runtimes/processes.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(deno);
