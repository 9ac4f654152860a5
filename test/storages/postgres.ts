import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { freePort, type OnEnd } from './free-port.js';

/** The SQL that docs/server.md gives for the table of `postgresStorage`. */
export const TABLE_SQL =
  /```sql\n(CREATE TABLE cometchat_users[^`]+)```/.exec(readFileSync('docs/server.md', 'utf8'))?.[1] ?? '';

const DEBIAN = '/usr/lib/postgresql';

/** A Postgres of its own on a free port, which is removed at the end of the test, or by `onEnd`. Without one, the test fails. */
export async function startPostgres(onEnd: OnEnd = onTestFinished): Promise<string> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'postgres-'));
  const user = serverUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const programs = programsFolder();
  const settings = { ...user, stdio: 'ignore', cwd: folder } as const;
  execFileSync(path.join(programs, 'initdb'), ['-D', data, '-U', 'test', '--auth=trust', '-E', 'UTF8', '-N'], settings);
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
  const server = spawn(path.join(programs, 'postgres'), args, settings);
  onEnd(async () => {
    server.kill('SIGINT');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  await untilReady(url);
  return url;
}

/** Postgres refuses to run as root. Its package makes a user for it. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function programsFolder(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = versions.map((version) => path.join(DEBIAN, version, 'bin'));
  const found = folders.find((folder) => existsSync(path.join(folder, 'postgres')));
  if (!found) throw new Error('These tests need Postgres. Debian: apt-get install postgresql.');
  return found;
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
