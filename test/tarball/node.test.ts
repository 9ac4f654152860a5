import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProject, entries, INSTALLED, manifest, node } from './support/project.js';

const STORY = `
const emulator = createEmulator();
const { url } = await emulator.listen({ port: 0 });
const client = createClient({ appId: emulator.appId, region: 'us', emulator: url });
await client.createUser(new User('kevin', 'Kevin'), emulator.authKey);
const user = await client.login('kevin', emulator.authKey);
console.log(user.name, client.session.getSnapshot().status);
await client.logout();
await emulator.close();
`;

const NAMES = '{ createClient, User }';

test('there are entries to check', () => {
  expect(entries.map(({ key }) => key)).toEqual(expect.arrayContaining(['.', './emulator', './script']));
});

describe('with the tarball and its dependencies alone', () => {
  test('an ES module logs in and out', async () => {
    const imports = `import ${NAMES} from 'cometchat-users';\nimport { createEmulator } from 'cometchat-users/emulator';\n`;
    const folder = createProject({ 'app.mjs': imports + STORY }, 'alone');
    expect(await node(folder, 'app.mjs')).toEqual({ stdout: 'Kevin signedIn\n', stderr: '' });
  });

  test('a CommonJS file logs in and out, with require()', async () => {
    const requires = `const ${NAMES} = require('cometchat-users');\nconst { createEmulator } = require('cometchat-users/emulator');\n`;
    const folder = createProject({ 'app.cjs': `${requires}(async () => {${STORY}})();` }, 'alone');
    expect(await node(folder, 'app.cjs')).toEqual({ stdout: 'Kevin signedIn\n', stderr: '' });
  });

  test('the command exists', async () => {
    const command = path.join(INSTALLED, '../.bin/cometchat-users');
    const folder = createProject({}, 'alone');
    expect(await node(folder, command, '--version')).toEqual({ stdout: `${manifest.version}\n`, stderr: '' });
  });
});

test.each(entries)('import and require() of $name return the same, and print nothing', async ({ name }) => {
  const folder = createProject({
    'app.cjs': `const required = require('${name}');
      import('${name}').then((imported) => {
        const different = Object.keys(imported).filter((key) => imported[key] !== required[key] && key !== 'module.exports');
        console.log(JSON.stringify(different));
      });`,
  });
  expect(await node(folder, 'app.cjs')).toEqual({ stdout: '[]\n', stderr: '' });
});
