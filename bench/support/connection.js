import { connect as open } from 'node:net';

/**
 * @typedef {object} Connection
 * @property {(request: string) => Promise<string>} send Sends a whole request, resolves with the body; rejects unless it was a success.
 * @property {() => void} close
 */

/**
 * HTTP/1.1 over one socket that stays open, one request at a time. By hand, because node's own clients take more time for a
 * request than a bare `node:http` server does for a response.
 * @param {string} url
 * @returns {Promise<Connection>}
 */
export async function connect(url) {
  const { hostname, port } = new URL(url);
  const socket = open(Number(port), hostname);
  socket.setNoDelay(true).setEncoding('latin1');
  /** @type {PromiseWithResolvers | undefined} */
  let waiting;
  let text = '';

  /** @param {Error} error */
  const fail = (error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`${url} closed the connection.`)));
  socket.on('data', (/** @type {string} */ part) => {
    text += part;
    const end = endOf(text);
    if (end === undefined) return;
    const answer = text.slice(0, end);
    text = text.slice(end);
    const { resolve, reject } = /** @type {PromiseWithResolvers} */ (waiting);
    waiting = undefined;
    if (/^HTTP\/1\.1 2\d\d /.test(answer)) resolve(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    else reject(new Error(`${url} answered ${answer}`));
  });

  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close() {
      waiting = undefined;
      socket.destroy();
    },
  };
}

/** @typedef {{ resolve: (body: string) => void, reject: (error: Error) => void }} PromiseWithResolvers */

/**
 * The end of a response; `undefined` before it is complete.
 * @param {string} text
 */
function endOf(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head)) ?? [];
  if (length === undefined) throw new Error(`An answer without a length: ${text.slice(0, head)}`);
  const end = head + 4 + Number(length);
  return text.length >= end ? end : undefined;
}

/**
 * The text of a request.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {unknown} [body]
 */
export function requestText(method, path, headers, body) {
  const json = body === undefined ? '' : JSON.stringify(body);
  const length = method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(json)}`];
  const type = body === undefined ? [] : ['content-type: application/json'];
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...fields, ...type, ...length, '', json].join('\r\n');
}
