// Logs in again and again: by the client, or by a bare `fetch` that sends the same request.
import { createClient, memoryStorage } from 'cometchat-users';
import { ready } from './child.js';

const [way] = process.argv.slice(2);
const TOKEN = 'user-1-100000_1700000000abcdefabcdefabcdefabcdefabcdef';

/** @param {string} url @returns {() => Promise<unknown>} */
function withClient(url) {
  const client = createClient({ appId: 'bench-app', region: 'us', emulator: url, storage: memoryStorage() });
  return () => client.login(TOKEN);
}

/** @param {string} url @returns {() => Promise<unknown>} */
function withFetch(url) {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    appid: 'bench-app',
    sdk: 'cometchat-users@0.0.0',
    resource: 'WEB-0_0_0-00000000-0000-4000-8000-000000000000-1700000000000',
    authtoken: TOKEN,
  };
  const device = {
    platform: 'WEB',
    deviceId: 'bench-app_00000000-0000-4000-8000-000000000000_1700000000000',
    appInfo: { version: 'v0.0.0', apiVersion: 'v3.0', userAgent: 'Node.js/20' },
  };
  return async () => {
    const response = await fetch(`${url}/v3.0/me`, { method: 'PUT', headers, body: JSON.stringify(device) });
    return response.json();
  };
}

ready({}, async ({ url, calls }) => {
  const login = (way === 'login' ? withClient : withFetch)(url);
  const cpuBefore = process.cpuUsage();
  const begunAt = performance.now();
  for (let call = 0; call < calls; call += 1) await login();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: (performance.now() - begunAt) / calls, cpuMs: (user + system) / 1000 / calls };
});
