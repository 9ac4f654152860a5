import { workerd } from './runtimes/workerd.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(workerd);
