import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { expect, onTestFinished, test } from 'vitest';
import { compileScript, parse } from 'vue/compiler-sfc';
import { createEmulator } from '../../../src/emulator.js';
import { startChromium } from '../support/chromium.js';
import { serve } from '../support/serve.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const guide = readFileSync(here('../../../docs/frameworks.md'), 'utf8');
const browser = startChromium();

/** The guide's one example in a language that has this text. */
function example(language: string, text = ''): string {
  const all = [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  const found = all.map(([, code = '']) => code).filter((code) => code.includes(text));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

function vue(source: string): string {
  const { descriptor, errors } = parse(source, { filename: 'example.vue' });
  expect(errors).toEqual([]);
  return compileScript(descriptor, { id: 'example', inlineTemplate: true }).content;
}

function svelte(source: string): string {
  const { js, warnings } = compile(source, { filename: 'example.svelte', generate: 'client' });
  expect(warnings).toEqual([]);
  return js.code;
}

/** Builds a page from an example, as its framework compiles it, and from `mount`, which imports it as `example`. */
async function pageOf(code: string, mount: string): Promise<string> {
  const given: Plugin = {
    name: 'example',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:example|\.\/client\.js)$/ }, ({ path }) => ({ path, namespace: 'example' }));
      onLoad({ filter: /./, namespace: 'example' }, ({ path }) => ({
        contents: path === 'example' ? code : CLIENT,
        loader: 'tsx',
        resolveDir: here('.'),
      }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: mount, loader: 'ts', resolveDir: here('.') },
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    conditions: ['svelte', 'browser'],
    define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', 'process.env.NODE_ENV': '"production"' },
    // React is named, because our sources would resolve the React of the repository's root.
    alias: {
      react: here('../node_modules/react'),
      'cometchat-users/react': here('../../../src/react.ts'),
      'cometchat-users': here('../../../src/index.ts'),
    },
    plugins: [given],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The guide's `client.ts`, with an emulator. */
const CLIENT = `
import { createClient } from 'cometchat-users';
const emulator = new URLSearchParams(location.search).get('emulator') ?? '';
export const client = createClient({ appId: 'app-1', region: 'us', emulator });
`;

const PROPS = `
const authToken = new URLSearchParams(location.search).get('authToken') ?? '';
const target = document.getElementById('root');
`;

const EXAMPLES = [
  {
    framework: 'React',
    compiled: () => example('tsx', 'function Root'),
    mount: `import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; import { Root } from 'example'; ${PROPS}
      createRoot(target).render(createElement(Root, { authToken }));`,
  },
  {
    framework: 'Vue',
    compiled: () => vue(example('vue')),
    mount: `import { createApp } from 'vue'; import Example from 'example'; ${PROPS}
      createApp(Example, { authToken }).mount(target);`,
  },
  {
    framework: 'Svelte',
    compiled: () => svelte(example('svelte')),
    mount: `import { mount } from 'svelte'; import Example from 'example'; ${PROPS}
      mount(Example, { target, props: { authToken } });`,
  },
];

/** Serves a script to pages of one browser profile; `kevin` has a token for it. */
async function serveScript(script: string) {
  const emulator = createEmulator({ appId: 'app-1', users: [{ uid: 'kevin', name: 'Kevin' }] });
  const { url: service } = await emulator.listen({ port: 0 });
  const url = await serve((asked) =>
    asked === '/page.js'
      ? { type: 'text/javascript', body: script }
      : {
          type: 'text/html',
          body: '<!doctype html><div id="root"></div><script type="module" src="/page.js"></script>',
        },
  );
  const context = await browser().newContext();
  const wrong: string[] = [];
  context.on('weberror', (error) => wrong.push(String(error.error())));
  onTestFinished(async () => {
    await context.close();
    await emulator.close();
    expect(wrong).toEqual([]);
  });

  const minted = await fetch(`${service}/v3/users/kevin/auth_tokens`, {
    method: 'POST',
    headers: { apikey: emulator.apiKey },
  });
  const { data } = (await minted.json()) as { data: { authToken: string } };
  const params = new URLSearchParams({ emulator: service, authToken: data.authToken });
  return async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${url}/?${params}`);
    return page;
  };
}

test.each(EXAMPLES)('the example for $framework compiles, logs in, and follows another tab', async (row) => {
  const open = await serveScript(await pageOf(row.compiled(), row.mount));
  const [page, other] = [await open(), await open()];
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Hello Kevin').waitFor();
  await other.getByText('Hello Kevin').waitFor();
});

test('the example of a list in React searches and blocks', async () => {
  const mount = `import { createElement } from 'react'; import { createRoot } from 'react-dom/client'; import { People } from 'example';
    import { CometChatProvider } from 'cometchat-users/react'; import { client } from './client.js'; ${PROPS}
    createRoot(target).render(createElement(CometChatProvider, { client }, createElement(People)));
    void client.login(authToken);`;
  const open = await serveScript(await pageOf(example('tsx', 'useUsers'), mount));
  const page = await open();
  const people = () => page.getByRole('listitem').allTextContents();
  await expect.poll(people).toHaveLength(5);
  await page.getByLabel('Search').fill('nancy');
  await expect.poll(people).toEqual(['Nancy Grace Block']);
  await page.getByRole('button', { name: 'Block' }).click();
  await expect.poll(people).toEqual([]);
  await page.getByLabel('Search').fill('');
  await expect.poll(people).toHaveLength(4);
});
