/** The files that each file imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/**
 * The cycles of imports in a graph: groups of files in which each file reaches each other one. Each is one line with
 * its files in alphabetical order, as `a.ts, b.ts`.
 */
export function findCycles(graph: ImportGraph): string[] {
  const groups = [...graph.keys()].map((file) => {
    const reached = reachableFrom(file, graph);
    return [...reached].filter((other) => reachableFrom(other, graph).has(file)).sort();
  });
  return [...new Set(groups.filter((group) => group.length > 0).map((group) => group.join(', ')))].sort();
}

/** Every file that a file imports, directly or through others; the file itself only if it is part of a cycle. */
function reachableFrom(file: string, graph: ImportGraph): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(graph.get(file) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return reached;
}
