import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

const guide = readFileSync('docs/frameworks.md', 'utf8');
const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
  language,
  code,
}));

// Inside the repository, so that the package finds itself by its name.
const folder = mkdtempSync(path.resolve('.reports-frameworks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the guide to frameworks has an example of each, which are compiled and run in test/browser/docs', () => {
  expect(blocks.map(({ language }) => language)).toEqual(['ts', 'tsx', 'tsx', 'vue', 'svelte', 'ts']);
});

test('its TypeScript compiles, and so does the script of the Vue example', { timeout: 90_000 }, () => {
  const [client, react, list, vue, , form] = blocks.map(({ code }) => code);
  const script = vue?.match(/<script setup lang="ts">\n([\s\S]*?)<\/script>/)?.[1] ?? '';
  const files = Object.entries({
    'client.ts': client,
    'react.tsx': react,
    'list.tsx': list,
    'form.ts': form,
    // The part of Vue that the example uses.
    'vue.ts': `declare function defineProps<T>(): T;\n${script.replace("from 'vue'", "from './vue-types.js'")}`,
    'vue-types.ts':
      'export declare function shallowRef<T>(value: T): { value: T };\nexport declare function onMounted(hook: () => void): void;\nexport declare function onUnmounted(hook: () => void): void;\n',
  });
  const paths = files.map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text ?? '');
    return file;
  });
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(paths, { ...options, jsx: ts.JsxEmit.ReactJSX });
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file ? path.basename(file.fileName) : 'options';
    return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(problems).toEqual([]);
});
