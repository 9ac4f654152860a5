import { connect, requestText } from './connection.js';

/**
 * @typedef {object} Client
 * @property {(method: string, path: string, body?: object) => Promise<unknown>} send Resolves with the whole response; rejects
 *   unless it was a success.
 * @property {() => void} close
 */

/**
 * The smallest possible clients, one for each connection, so that most of the time is the server's. They do not sleep between
 * responses: waking them is work for the server: the more, the longer the server takes, and more than a response costs.
 * @param {string} url @param {string} apiKey @param {number} connections
 * @returns {Promise<Client[]>}
 */
export async function openClients(url, apiKey, connections) {
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
}
