// Runs the benchmarks, or those that are named: npm run bench -- operation search
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ALL = ['operation', 'prism', 'latency', 'search', 'memory', 'start', 'reload'];
const named = process.argv.slice(2);
const unknown = named.filter((name) => !ALL.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${ALL.join(', ')}.`);
  process.exit(2);
}

const failed = (named.length > 0 ? named : ALL).filter((name) => {
  console.log(`\n# ${name}\n`);
  const file = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  return spawnSync(process.execPath, [file], { stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) console.log(`\nMissed or broken: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
