import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The declarations of every entry of the package, by entry. */
const ENTRIES: [entry: string, file: string][] = [];
for (const [entry, target] of Object.entries<unknown>(JSON.parse(readFileSync('package.json', 'utf8')).exports)) {
  for (const [, file = ''] of JSON.stringify(target).matchAll(/"types":"([^"]+)"/g))
    if (!ENTRIES.some(([, known]) => known === file)) ENTRIES.push([entry, file]);
}

const program = ts.createProgram(
  ENTRIES.map(([, file]) => file),
  { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, jsx: ts.JsxEmit.ReactJSX, skipLibCheck: true },
);
const checker = program.getTypeChecker();

const isOurs = (node: ts.Node) => node.getSourceFile().fileName.startsWith(path.resolve('dist'));

const hasText = (symbol: ts.Symbol) =>
  /\w+\W+\w+/.test(ts.displayPartsToString(symbol.getDocumentationComment(checker)));

/** The symbol itself, or the one that an import or export leads to. */
const targetOf = (symbol: ts.Symbol) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The names of all public members, at any depth, without a text for the editor. */
function undocumented(file: string): string[] {
  const missing = new Set<string>();
  const seen = new Set<ts.Symbol>();

  function visitExport(symbol: ts.Symbol, name: string): void {
    const target = targetOf(symbol);
    if (!hasText(symbol) && !hasText(target)) missing.add(name);
    visitSymbol(target, name);
  }

  function visitSymbol(symbol: ts.Symbol, name: string): void {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    for (const declaration of symbol.declarations ?? []) {
      if (!isOurs(declaration)) continue;
      if (ts.isSourceFile(declaration)) {
        for (const member of checker.getExportsOfModule(symbol)) visitExport(member, `${name}.${member.name}`);
      } else ts.forEachChild(declaration, (child) => visitNode(child, name));
    }
  }

  function visitNode(node: ts.Node, name: string): void {
    if (ts.isTypeElement(node) || ts.isClassElement(node)) {
      visitMember(node, name);
    } else if (ts.isConditionalTypeNode(node)) {
      // Its condition is skipped: nobody passes a value of that type.
      for (const part of [node.trueType, node.falseType]) visitNode(part, name);
    } else if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      const found = checker.getSymbolAtLocation(ts.isTypeReferenceNode(node) ? node.typeName : node.expression);
      if (found) visitSymbol(targetOf(found), targetOf(found).name);
      for (const argument of node.typeArguments ?? []) visitNode(argument, name);
    } else ts.forEachChild(node, (child) => visitNode(child, name));
  }

  function visitMember(node: ts.TypeElement | ts.ClassElement, name: string): void {
    if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return;
    const symbol = node.name && checker.getSymbolAtLocation(node.name);
    const full = symbol ? `${name}.${symbol.name}` : name;
    if (symbol && !symbol.name.startsWith('__@') && !isNever(node) && !hasText(symbol)) missing.add(full);
    ts.forEachChild(node, (child) => visitNode(child, full));
  }

  const entry = program.getSourceFile(path.resolve(file));
  const exported = entry && checker.getSymbolAtLocation(entry);
  for (const symbol of exported ? checker.getExportsOfModule(exported) : []) visitExport(symbol, symbol.name);
  return [...missing].sort();
}

/** A field of the type `never`, which nobody can pass. */
const isNever = (node: ts.Node) => ts.isPropertySignature(node) && node.type?.kind === ts.SyntaxKind.NeverKeyword;

test.each(ENTRIES)('%s: an editor has a text for every public member of %s', (_entry, file) => {
  expect(undocumented(file)).toEqual([]);
});
