import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The compiler options of a strict app. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
  skipLibCheck: true,
  noEmit: true,
  baseUrl: ROOT,
  paths: {
    'cometchat-users': ['src/index.ts'],
    'cometchat-users/emulator': ['src/emulator.ts'],
    'cometchat-users/react': ['src/react.ts'],
    'cometchat-users/schemas': ['src/schemas.ts'],
    'cometchat-users/server': ['src/server.ts'],
  },
};

/** All programs share the files that were read from disk. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Editors share parsed files, by path and version. */
const registry = ts.createDocumentRegistry();

const place = (name: string) => `${ROOT}test/types/${name}.virtual.ts`;

/** Compiles an app's files (by name) that import `cometchat-users`, and returns the errors, by `name:line`. */
export function compile(files: Record<string, string>): string[] {
  const texts = new Map(Object.entries(files).map(([name, text]) => [place(name), text]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getCurrentDirectory = () => ROOT;
  host.fileExists = (path) => texts.has(path) || ts.sys.fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = texts.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, version));
    return parsed.get(path);
  };
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  const problems = [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  return [...program.getOptionsDiagnostics(), ...problems].map(describe);
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const name = file?.fileName.split('/').at(-1)?.replace('.virtual.ts', '') ?? '';
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
  return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** Returns an editor's completions at the last `|`, and the text beside those of a list, or beside all. */
export function completionsAt(text: string, details: readonly string[] | 'all' = []) {
  const position = text.lastIndexOf('|');
  const source = text.slice(0, position) + text.slice(position + 1);
  const path = place('editor');
  const read = (name: string) => (name === path ? source : ts.sys.readFile(name));
  const service = ts.createLanguageService(
    {
      getCompilationSettings: () => OPTIONS,
      getScriptFileNames: () => [path],
      getScriptVersion: (name) => (name === path ? source : '1'),
      getScriptSnapshot: (name) => {
        const content = read(name);
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
      },
      getCurrentDirectory: () => ROOT,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (name) => name === path || ts.sys.fileExists(name),
      readFile: read,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    },
    registry,
  );
  const offered = service.getCompletionsAtPosition(path, position, {})?.entries.map(({ name }) => name) ?? [];
  const entryOf = (name: string) =>
    service.getCompletionEntryDetails(path, position, name, {}, undefined, {}, undefined);
  // An app gets the declarations, which contain no internal members.
  const isPublic = (name: string) => !entryOf(name)?.tags?.some((tag) => tag.name === 'internal');
  const names = details === 'all' ? offered.filter(isPublic) : offered;
  const docs = (details === 'all' ? names : details).map((name) => {
    return [name, ts.displayPartsToString(entryOf(name)?.documentation)] as const;
  });
  return { names, docs: Object.fromEntries(docs) as Record<string, string> };
}
