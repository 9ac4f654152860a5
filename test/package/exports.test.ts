import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface Target {
  readonly types?: string;
  readonly default?: string;
  readonly browser?: Target;
}

const manifest: { exports: Record<string, Target> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Every entry, and its replacement in browsers if that differs. */
const ENTRIES = Object.entries(manifest.exports).flatMap(([key, target]) => {
  const name = key === '.' ? 'index' : key.slice(2);
  const rows = [
    { name, ...target },
    { name: `${name}.browser`, ...target.browser },
  ];
  return rows.flatMap(({ name, types, default: program }) => (types && program ? [{ name, types, program }] : []));
});

const program = ts.createProgram(
  ENTRIES.map(({ types }) => types),
  { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [], skipLibCheck: true, noEmit: true },
);
const checker = program.getTypeChecker();

const { SymbolFlags } = ts;
const KINDS: [flag: ts.SymbolFlags, word: string][] = [
  [SymbolFlags.Class, 'class'],
  [SymbolFlags.Function, 'function'],
  [SymbolFlags.Variable, 'const'],
  [SymbolFlags.Interface, 'interface'],
  [SymbolFlags.TypeAlias, 'type'],
  [SymbolFlags.ValueModule, 'namespace'],
];

/** The exports of an entry's declarations: kind and name. The names in a namespace have its name as a prefix. */
function surfaceOf(symbol: ts.Symbol, prefix = ''): string[] {
  return checker.getExportsOfModule(symbol).flatMap((exported) => {
    const { flags } = exported;
    const target = flags & SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const words = KINDS.filter(([flag]) => target.flags & flag).map(([, word]) => word);
    const name = prefix + exported.name;
    const within = target.flags & SymbolFlags.ValueModule ? surfaceOf(target, `${name}.`) : [];
    return [`${words.join(' and ')} ${name}`, ...within];
  });
}

function exportsOf(types: string): string[] {
  const file = program.getSourceFile(types);
  const symbol = file && checker.getSymbolAtLocation(file);
  return symbol ? surfaceOf(symbol) : [];
}

test('there are entries to check', () => {
  expect(ENTRIES.map(({ name }) => name)).toEqual(expect.arrayContaining(['index', 'emulator', 'emulator.browser']));
});

describe.each(ENTRIES)('$name', ({ name, types, program: file }) => {
  // A change of the exports needs an updated snapshot (`vitest -u`) and a line in the changelog.
  test('exports the names of its snapshot', async () => {
    await expect(`${exportsOf(types).sort().join('\n')}\n`).toMatchFileSnapshot(`exports/${name}.txt`);
  });

  test('declares exactly the values that it has', async () => {
    const declared = exportsOf(types).filter((line) => !/^(?:interface|type) /.test(line) && !line.includes('.'));
    const imported = import(pathToFileURL(path.resolve(file)).href).then(Object.keys, () => []);
    expect(declared.map((line) => line.split(' ').at(-1)).sort()).toEqual((await imported).sort());
  });
});
