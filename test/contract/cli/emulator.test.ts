import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../../src/index.js';
import { VERSION } from '../../../src/version.js';
import { socketRequest } from '../../support/web-socket-frames.js';
import { buildCommand, result, run } from './cli-support.js';

buildCommand();

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cli-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'data');
}

/** The status of the response to a request with headers that `fetch` does not allow. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/v3/users`, { headers }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('cometchat-users emulator', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '--json prints one line when it is ready, and %s ends it with 0',
    async (signal) => {
      const { child, firstLine, ended, stdout, stderr } = run('emulator', '--port', '0', '--json', '--app-id', 'mine');
      const { url, appId, authKey, apiKey, ...rest } = JSON.parse(await firstLine);
      expect({ appId, rest }).toEqual({ appId: 'mine', rest: {} });
      expect([authKey, apiKey]).toEqual([
        expect.stringMatching(/^[0-9a-f]{40}$/),
        expect.stringMatching(/^[0-9a-f]{40}$/),
      ]);
      const client = createClient({ appId, region: 'us', emulator: url });
      expect((await client.login('cometchat-uid-1', authKey)).getName()).toBe('Andrew Joseph');
      child.kill(signal);
      expect(await ended).toBe(0);
      expect({ lines: stdout().split('\n').length, stderr: stderr() }).toEqual({ lines: 2, stderr: '' });
    },
  );

  test.each<[string, string[]]>([
    ['http', []],
    ['https', ['--tls']],
  ])('Ctrl+C ends it within a second over %s, whatever its clients do', async (_, args) => {
    const { child, firstLine, ended } = run('emulator', '--port', '0', '--json', ...args);
    const { port, hostname } = new URL(JSON.parse(await firstLine).url);
    const half = 'POST /v3/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{';
    for (const bytes of ['', 'GET /v3', half, socketRequest(), Buffer.from([22, 3, 1, 2, 0, 1, 0, 1])]) {
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true }).on('error', () => {});
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      await new Promise((resolve) => socket.write(bytes, resolve));
      if (bytes === socketRequest() && args.length === 0) await once(socket, 'data');
    }
    const before = performance.now();
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('prints the first steps, and its curl line works', async () => {
    const { firstLine, stdout } = run('emulator', '--port', '0');
    expect(await firstLine).toBe(`CometChat emulator ${VERSION}`);
    const text = stdout();
    const [, url] = /Address +(\S+)/.exec(text) ?? [];
    expect(text).toContain(`appId: 'emulator-app', region: 'us', emulator: '${url}',\n  });`);
    expect(text).toMatch(/Auth Key +[0-9a-f]{40}/);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const [, key, address] = /curl -H '(apikey: [0-9a-f]{40})' \\\n +(\S+)/.exec(text) ?? [];
    const response = await fetch(address ?? '', { headers: { apikey: key?.slice(8) ?? '' } });
    expect(response.status).toBe(200);
  });

  test('listens on 7700 by default', async () => {
    const { firstLine, ended, stderr } = run('emulator', '--json');
    const line = await firstLine.catch(() => undefined);
    // Another program of this machine may use the port. Then the command says so.
    if (line === undefined) expect([await ended, stderr()]).toEqual([1, expect.stringContaining('Port 7700')]);
    else expect(JSON.parse(line).url).toBe('http://127.0.0.1:7700');
  });

  test('--data keeps the written data when it is killed, and reports a line that was cut off', async () => {
    const data = newFolder();
    const first = run('emulator', '--port', '0', '--json', '--data', data);
    const { url, apiKey } = JSON.parse(await first.firstLine);
    const headers = { apikey: apiKey, 'content-type': 'application/json' };
    const body = JSON.stringify({ uid: 'bo', name: 'Bo' });
    expect((await fetch(`${url}/v3/users`, { method: 'POST', headers, body })).status).toBe(200);

    const second = await result('emulator', '--port', '0', '--data', data);
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(`${data} is in use by process ${first.child.pid}`),
    });

    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    appendFileSync(path.join(data, 'journal.ndjson'), '[{"app"');
    const third = run('emulator', '--port', '0', '--json', '--data', data);
    const again = JSON.parse(await third.firstLine);
    expect((await fetch(`${again.url}/v3/users/bo`, { headers })).status).toBe(200);
    expect(third.stderr()).toContain('the last line is incomplete and was removed');
  });

  test('--tls serves HTTPS with a certificate that a client can trust', async () => {
    const data = newFolder();
    const { firstLine } = run('emulator', '--port', '0', '--json', '--tls', '--data', data);
    const { url, apiKey } = JSON.parse(await firstLine);
    expect(url).toMatch(/^https:/);
    const ca = readFileSync(path.join(data, 'certificate.pem'), 'utf8');
    const status = await new Promise((resolve, reject) => {
      get(`${url}/v3/users`, { ca, headers: { apikey: apiKey } }, ({ statusCode }) => resolve(statusCode)).on(
        'error',
        reject,
      );
    });
    expect(status).toBe(200);
  });

  test.each([
    [[], '20000'],
    [['--no-rate-limits'], null],
  ])('%j: the limit in a response is %s', async (args, limit) => {
    const { firstLine } = run('emulator', '--port', '0', '--json', ...args);
    const { url, apiKey } = JSON.parse(await firstLine);
    const { status, headers } = await fetch(`${url}/v3/users`, { headers: { apikey: apiKey } });
    expect({ status, limit: headers.get('x-rate-limit') }).toEqual({ status: 200, limit });
  });

  test('a refused origin and a refused host are logged once, with the option that allows them', async () => {
    const origins = ['https://staging.example', 'http://qa.example:8080'];
    const first = run('emulator', '--port', '0', '--json');
    const { url } = JSON.parse(await first.firstLine);
    const ask = (url: string, origin: string) => fetch(`${url}/v3/users`, { headers: { origin } });
    for (const origin of [...origins, ...origins, 'null']) expect((await ask(url, origin)).status).toBe(403);
    await expect.poll(() => first.stderr().split('\n')).toHaveLength(4);
    expect(first.stderr().split('\n')).toEqual([
      expect.stringContaining('--allow-origin https://staging.example,'),
      expect.stringContaining('--allow-origin http://qa.example:8080,'),
      expect.stringContaining('Serve the page from http://localhost'),
      '',
    ]);
    expect(first.stdout().split('\n')).toHaveLength(2);

    const allow = origins.flatMap((origin) => ['--allow-origin', origin]);
    const second = run('emulator', '--port', '0', '--json', ...allow, '--allow-host', 'cometchat.test');
    const again = JSON.parse(await second.firstLine).url;
    for (const origin of [...origins, 'http://cometchat.test']) {
      const answer = await statusOf(again, { host: 'cometchat.test', origin });
      expect([origin, answer]).toEqual([origin, 401]);
    }
    expect(await statusOf(again, { host: 'other.test' })).toBe(403);
    await expect.poll(() => second.stderr()).toContain('--allow-host other.test,');
  });

  test('reports an app that sends messages once: the emulator has none', async () => {
    const { child, firstLine, ended, stderr } = run('emulator', '--port', '0', '--json');
    const { url, appId, authKey } = JSON.parse(await firstLine);
    const user = await createClient({ appId, region: 'us', emulator: url }).login('cometchat-uid-1', authKey);
    const send = () => fetch(`${url}/v3/messages`, { method: 'POST', headers: { authtoken: user.getAuthToken() } });
    expect([(await send()).status, (await send()).status]).toEqual([501, 501]);
    child.kill('SIGTERM');
    await ended;
    expect(stderr()).toBe(
      'Messages are not in the emulator: POST /messages gets an error. The emulator has users and logins.\n',
    );
  });

  test('exits with 1 if the port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await result('emulator', '--port', String(port));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`Error: Port ${port} of 127.0.0.1 is in use: pass another port, or 0 for a free one.\n`);
  });

  test.each([
    [['--prot', '0'], 'Error: There is no option --prot.'],
    [['extra'], 'Error: There is no command emulator extra.'],
    [['--port', '65536'], '--port must be a number from 0 to 65535, not "65536".'],
    [['--port', '1e3'], '--port must be a number from 0 to 65535, not "1e3".'],
    [['--port'], '--port needs a value: --port PORT.'],
    [['--app-id', 'not one'], '--app-id must be letters'],
    [
      ['--allow-origin', 'staging.example'],
      '--allow-origin must be an origin, scheme://host or scheme://host:port, such as https://staging.example, not "staging.example"',
    ],
    [['--allow-origin', 'http://ok.example', '--allow-origin', '*'], 'a star would admit every web page'],
    [['--allow-host', 'http://devbox'], '--allow-host must be a host name or an IP address, without scheme and port'],
  ])('%j prints the error, the usage and exits with 2', async (args, problem) => {
    const { code, stdout, stderr } = await result('emulator', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toContain(problem);
    expect(stderr).toContain('Usage: cometchat-users emulator');
  });
});

describe('cometchat-users', () => {
  test.each([[['--version']], [['-v']]])('%j prints the version', async (args) => {
    expect(await result(...args)).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists the commands', async (args) => {
    const { code, stdout, stderr } = await result(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}emulator /m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('--help after a command tells each of its options', async () => {
    const { code, stdout } = await result('emulator', '--help');
    expect(code).toBe(0);
    const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: [A-Z]+)?)/gm)].map(([, option = '']) => option);
    expect(options).toEqual([
      '--port PORT',
      '--host HOST',
      '--data DIR',
      '--tls',
      '--allow-origin ORIGIN',
      '--allow-host HOST',
      '--app-id ID',
      '--no-rate-limits',
      '--json',
      '--help',
    ]);
    const guide = readFileSync(new URL('../../../docs/emulator.md', import.meta.url), 'utf8');
    for (const option of options.slice(0, -1)) expect(guide).toContain(`\`${option}\` |`);
  });

  test.each(['emulater', '--emulator', 'constructor'])('%s is unknown: exit code 2', async (name) => {
    const { code, stdout, stderr } = await result(name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(name);
    expect(stderr).toContain('Usage: cometchat-users COMMAND');
  });
});
