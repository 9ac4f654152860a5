import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A block of code in a page. */
export interface Block {
  readonly language: string;
  /** True for a block that is marked `run`: the test runs it. */
  readonly runs: boolean;
  readonly code: string;
}

/** Every block of code in a page. A block in a list is indented; the indentation is removed. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^( *)```(\w+)( run)?\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', runs, code = '']) => ({
      language,
      runs: Boolean(runs),
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The blocks that a compiler can read. */
export function snippetsOf(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ language }) => language === 'ts' || language === 'js');
}

/**
 * Compiles each snippet as a module of its own, and returns the compiler's errors. A snippet must define or import what it uses. It
 * can import a snippet that begins with its own file name (`// admin.ts`), and `modules`: files of the reader's app, by name.
 */
export function compile(
  snippets: readonly Block[],
  modules: Readonly<Record<string, string>>,
  folder: string,
): string[] {
  const files = new Map(Object.entries(modules));
  for (const [index, { code }] of snippets.entries()) {
    const [, name = `snippet-${index + 1}.ts`] = code.match(/^\/\/ (\w+\.ts)\n/) ?? [];
    files.set(name, `export {};\n${code}`);
  }
  for (const [name, code] of files) writeFileSync(path.join(folder, name), code);
  return diagnose([...files.keys()].map((name) => path.join(folder, name)));
}

function diagnose(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(files, { ...options, noEmit: true });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file ? path.basename(file.fileName) : 'options';
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
