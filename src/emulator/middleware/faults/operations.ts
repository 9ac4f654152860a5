import type { JsonObject } from '../../json-object.js';
import { isLogin } from '../../validate/device.js';
import { OPERATION_PATHS, type OperationName } from './operation-paths.js';

export const OPERATION_NAMES = Object.keys(OPERATION_PATHS) as OperationName[];

/** The parts of a request that a fault matches. */
export interface Target {
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  readonly json?: unknown;
}

/** Returns a test for requests of an operation. */
export function operationTest(name: OperationName): (target: Target) => boolean {
  const [method, pattern = ''] = OPERATION_PATHS[name].split(' ');
  const fits = pathTest(pattern);
  return (target) => {
    if (target.method !== method || !fits(target.path)) return false;
    if (pattern !== '/me' || method !== 'PUT') return true;
    return (name === 'login') === (isObject(target.json) && isLogin(target.json));
  };
}

/** Returns a test for paths that match a pattern. `*` matches one segment, `**` any number of segments. */
export function pathTest(pattern: string): (path: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/(\/?)\*\*|\*/g, (star, slash) => (star === '*' ? '[^/]+' : `(?:${slash}[^/]+)*`));
  const whole = new RegExp(`^${source}$`);
  return (path) => whole.test(path);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
