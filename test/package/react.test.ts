import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync('package.json', 'utf8'));

test("'use client' is the first line, so that a server component may import it", () => {
  expect(readFileSync('dist/react.js', 'utf8').split('\n')[0]).toBe('"use client";');
});

test('React is an optional peer dependency, from 18 on', () => {
  expect(peerDependencies).toEqual({ react: '>=18', '@types/react': '>=18' });
  expect(peerDependenciesMeta).toEqual({ react: { optional: true }, '@types/react': { optional: true } });
  expect(dependencies).not.toHaveProperty('react');
});

test('the hooks import React and the facade’s client, and nothing else of the package that runs', () => {
  const files = ['react.js', ...readdirSync('dist/react').map((file) => `react/${file}`)].filter((file) =>
    file.endsWith('.js'),
  );
  const imports = files.flatMap((file) =>
    [...readFileSync(`dist/${file}`, 'utf8').matchAll(/from "([^"]+)"/g)].map(([, to = '']) =>
      to.replace('./react/', './'),
    ),
  );
  const own = files.map((file) => `./${file.replace('react/', '')}`);
  expect(files.length).toBeGreaterThan(3);
  expect([...new Set(imports)].filter((to) => !own.includes(to)).sort()).toEqual([
    '../facade/facade-client.js',
    'react',
  ]);
});

test('nothing else of the package imports React', () => {
  const others = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?:\.js|\.d\.ts)$/.test(file) && !/^react(?:\.|\/)/.test(file),
  );
  expect(others.length).toBeGreaterThan(50);
  expect(others.filter((file) => /["']react["']/.test(readFileSync(`dist/${file}`, 'utf8')))).toEqual([]);
});
