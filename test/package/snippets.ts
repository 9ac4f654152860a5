import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A block of code in a page. */
export interface Block {
  readonly language: string;
  /** Whether it says that it runs as it is. */
  readonly runs: boolean;
  readonly code: string;
}

/** Every block of code in a page. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w+)( run)?\n([\s\S]*?)^```$/gm)].map(([, language = '', runs, code = '']) => ({
    language,
    runs: Boolean(runs),
    code,
  }));
}

/** The blocks that a compiler can read. */
export function snippetsOf(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ language }) => language === 'ts' || language === 'js');
}

/** The links of a page that lead to files. */
export function linksOf(page: string): string[] {
  return [...page.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, link = '']) => link);
}

/**
 * What the compiler has against snippets, each of them alone. `given` is what a reader has from elsewhere, by name and type: the
 * app's own values, and what an earlier snippet made.
 */
export function compile(snippets: readonly Block[], given: Readonly<Record<string, string>>, folder: string): string[] {
  const files = snippets.map(({ code }, index) => {
    const file = path.join(folder, `snippet-${index + 1}.ts`);
    const made = (name: string) => new RegExp(`(?:const|let) (?:\\{[^}]*\\b)?${name}\\b`).test(code);
    const missing = Object.entries(given).filter(([name]) => !made(name));
    const declared = missing.map(([name, type]) => `declare const ${name}: ${type};\n`).join('');
    writeFileSync(file, `export {};\n${declared}${code}`);
    return file;
  });
  return diagnose(files);
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
