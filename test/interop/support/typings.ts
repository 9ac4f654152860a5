import { createRequire } from 'node:module';
import ts from 'typescript';

const require = createRequire(import.meta.url);

/** The typings of the vendor's Chat SDK and Calls SDK. */
export const CHAT = require.resolve('@cometchat/chat-sdk-javascript/CometChat.d.ts');
export const CALLS = require
  .resolve('@cometchat/calls-sdk-javascript/package.json')
  .replace('package.json', 'pack/src/index.d.ts');

/** The names in the typings of a package. */
export interface Typings {
  /** The names that the module exports. */
  readonly exports: readonly string[];
  /** The static members of a class, without private ones. */
  statics(className: string): string[];
  /** The members of the instances of a class, without private ones. */
  members(className: string): string[];
}

/** Reads typings with the TypeScript compiler. */
export function readTypings(file: string): Typings {
  const program = ts.createProgram([file], { skipLibCheck: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is not a module.`);
  const symbols = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, resolve(symbol)]));

  function resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  function find(className: string): ts.Symbol {
    const own = symbols.get(className) ?? staticClass(className);
    if (!own) throw new Error(`${className} is not in ${file}.`);
    return own;
  }

  /** A class that is not exported, such as `CallAppSettings`: it is the type of a static member. */
  function staticClass(className: string): ts.Symbol | undefined {
    for (const symbol of symbols.values()) {
      const member = symbol.exports?.get(ts.escapeLeadingUnderscores(className));
      if (member) return checker.getTypeOfSymbol(member).symbol;
    }
    return undefined;
  }

  return {
    exports: [...symbols.keys()],
    statics: (className) => publicNames(find(className).exports),
    members: (className) => publicNames(find(className).members),
  };
}

function publicNames(table: ts.SymbolTable | undefined): string[] {
  return [...(table?.values() ?? [])]
    .filter(({ name, flags, declarations = [] }) => {
      if (name === 'prototype' || flags & ts.SymbolFlags.Constructor) return false;
      return !declarations.some(isPrivate);
    })
    .map(({ name }) => name);
}

function isPrivate(declaration: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const tags = ts.getJSDocTags(declaration).map(({ tagName }) => tagName.text);
  return (ts.getCombinedModifierFlags(declaration) & hidden) !== 0 || tags.includes('private');
}
