import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Every page of a folder, without installed packages. */
function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : pagesIn(file);
    return file.endsWith('.md') ? [file] : [];
  });
}

const PAGES = [...readdirSync('.').filter((file) => file.endsWith('.md')), ...pagesIn('docs'), ...pagesIn('examples')];

const read = (file: string) => readFileSync(file, 'utf8');

/** The anchor that GitHub gives each heading of a page. */
const anchorsOf = (page: string) =>
  [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

/** The relative links of a page. */
const linksOf = (file: string) => [...read(file).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = '']) => link);

/** The relative links of a page whose file or heading does not exist. */
function brokenLinks(file: string): string[] {
  return linksOf(file).filter((link) => {
    const [target = '', anchor] = link.split('#');
    const linked = target === '' ? file : path.join(path.dirname(file), target);
    return !existsSync(linked) || (anchor !== undefined && !anchorsOf(read(linked)).includes(anchor));
  });
}

test.each(PAGES)('every relative link in %s leads to a file and a heading that exist', (file) => {
  expect(brokenLinks(file)).toEqual([]);
});

test('every file that README.md links is in the package', () => {
  const { files } = JSON.parse(read('package.json'));
  const linked = linksOf('README.md').flatMap((link) => link.split('#')[0] || []);
  expect(linked.length).toBeGreaterThan(10);
  expect(linked.filter((file) => !files.includes(file) && !files.includes(file.split('/')[0]))).toEqual([]);
});

const FOLDERS = 'src|test|docs|examples|bench|\\.ci';
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*|[\\w.-]+\\.(?:json|md))\``, 'g');

/** The paths that a page names in backquotes: those below a folder of the project, and documents at the root. */
const pathsOf = (file: string) => [...read(file).matchAll(PATH)].map(([, named = '']) => named);

test.each(['docs/architecture.md', 'CONTRIBUTING.md'])('every path that %s names exists', (file) => {
  const named = pathsOf(file);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((one) => !existsSync(one))).toEqual([]);
});
