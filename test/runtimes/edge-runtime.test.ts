import { edgeRuntime } from './runtimes/edge-runtime.js';
import { runtimeSuite } from './suite.js';

runtimeSuite(edgeRuntime);
