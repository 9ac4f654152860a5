import http from 'node:http';
import { connect, requestText } from './connection.js';

/**
 * @typedef {object} Client
 * @property {(method: string, path: string, body?: object) => Promise<unknown>} send Resolves with the whole response; rejects
 *   unless it was a success.
 * @property {() => void} close
 */

/** @typedef {'fetch' | 'http.Agent' | 'sockets'} ClientName */

/**
 * Sends requests, `connections` of them at a time.
 * @type {Record<ClientName, (url: string, apiKey: string, connections: number) => Promise<Client[]>>}
 */
export const CLIENTS = {
  /** The client of this package and most apps. It opens a connection for each request in progress, and keeps it. */
  fetch: async (url, apiKey, connections) => {
    /** @type {Client} */
    const client = {
      async send(method, path, body) {
        const headers = { apikey: apiKey, ...(body && { 'content-type': 'application/json' }) };
        const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
        const text = await response.text();
        if (!response.ok) throw new Error(`${url} answered ${response.status} ${text}`);
      },
      close() {},
    };
    return Array(connections).fill(client);
  },

  'http.Agent': async (url, apiKey, connections) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    /** @type {Client} */
    const client = {
      send: (method, path, body) =>
        new Promise((resolve, reject) => {
          const json = body && JSON.stringify(body);
          const fields = json && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
          const request = http.request(url + path, { agent, method, headers: { apikey: apiKey, ...fields } });
          request.on('error', reject);
          request.on('response', (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part) => {
              text += part;
            });
            response.on('end', () =>
              response.statusCode === 200
                ? resolve(text)
                : reject(new Error(`${url} answered ${response.statusCode} ${text}`)),
            );
          });
          request.end(json);
        }),
      close: () => agent.destroy(),
    };
    return Array(connections).fill(client);
  },

  /**
   * The smallest possible client, so that most of the time is the server's. It does not sleep between responses: waking it
   * is work for the server: the more, the longer the server takes, and more than a response costs.
   */
  sockets: async (url, apiKey, connections) => {
    const base = new URL(url).pathname.replace(/\/$/, '');
    const open = await Promise.all(Array.from({ length: connections }, () => connect(url)));
    let left = connections;
    const stayAwake = () => {
      if (left > 0) setImmediate(stayAwake);
    };
    stayAwake();
    return open.map(({ send, close }) => ({
      send: (method, path, body) => send(requestText(method, base + path, { apikey: apiKey }, body)),
      close() {
        left -= 1;
        close();
      },
    }));
  },
};
