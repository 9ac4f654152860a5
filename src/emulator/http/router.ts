import type { Answer } from './answer.js';
import { Call, type Received } from './call.js';

/** Returns the response synchronously if possible: most requests do not need the cost of a promise. */
type Handler = (call: Call) => Answer | Promise<Answer>;

/** One position in a path: the segments that can follow it. */
interface Branch {
  readonly fixed: Map<string, Branch>;
  /** The parameter that matches when no fixed segment does. */
  open?: { readonly name: string; readonly branch: Branch };
  /** Handlers by method, for paths that end here. */
  readonly handlers: Map<string, Handler>;
}

/**
 * Finds the handler of a path. A `:name` in a pattern matches one whole segment that is not empty. All patterns with
 * the same beginning must use the same name.
 */
export class Router {
  readonly #routes: { readonly method: string; readonly pattern: string; readonly handler: Handler }[] = [];
  readonly #root = newBranch();

  get(pattern: string, handler: Handler): this {
    return this.#add('GET', pattern, handler);
  }

  post(pattern: string, handler: Handler): this {
    return this.#add('POST', pattern, handler);
  }

  put(pattern: string, handler: Handler): this {
    return this.#add('PUT', pattern, handler);
  }

  delete(pattern: string, handler: Handler): this {
    return this.#add('DELETE', pattern, handler);
  }

  /** Adds every route of another router, below a path. */
  mount(path: string, other: Router): void {
    for (const { method, pattern, handler } of other.#routes) this.#add(method, path + pattern, handler);
  }

  /**
   * Runs the handler of a request and returns its response. `undefined` when no path or method matches. HEAD uses the
   * handler of GET.
   */
  answer(received: Received): Answer | Promise<Answer> | undefined {
    const { method, path } = received;
    const params: Record<string, string> = {};
    let branch: Branch | undefined = this.#root;
    for (let start = 1, end = 0; branch !== undefined && end < path.length; start = end + 1) {
      end = path.indexOf('/', start);
      if (end === -1) end = path.length;
      branch = step(branch, decoded(path.slice(start, end)), params);
    }
    const handler = branch?.handlers.get(method === 'HEAD' ? 'GET' : method);
    return handler?.(new Call(received, params));
  }

  #add(method: string, pattern: string, handler: Handler): this {
    this.#routes.push({ method, pattern, handler });
    let branch = this.#root;
    for (const segment of pattern.split('/').slice(1))
      branch = segment[0] === ':' ? opened(branch, segment.slice(1)) : fixed(branch, segment);
    if (branch.handlers.has(method)) throw new Error(`Two routes have ${method} ${pattern}.`);
    branch.handlers.set(method, handler);
    return this;
  }
}

function newBranch(): Branch {
  return { fixed: new Map(), handlers: new Map() };
}

function fixed({ fixed }: Branch, segment: string): Branch {
  const branch = fixed.get(segment) ?? newBranch();
  fixed.set(segment, branch);
  return branch;
}

function opened(from: Branch, name: string): Branch {
  from.open ??= { name, branch: newBranch() };
  if (from.open.name !== name) throw new Error(`One path segment has two names, ${from.open.name} and ${name}.`);
  return from.open.branch;
}

function step({ fixed, open }: Branch, segment: string, params: Record<string, string>): Branch | undefined {
  const next = fixed.get(segment);
  if (next !== undefined || open === undefined || segment === '') return next;
  params[open.name] = segment;
  return open.branch;
}

/** Returns the segment unchanged when it is not valid escaped UTF-8. */
function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  return segment.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
