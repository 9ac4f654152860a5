// The smallest server: the cost of node:http itself. It reads each request to its end.
import { createServer } from 'node:http';
import { ready } from '../support/child.js';

const body = JSON.stringify({
  data: {
    uid: 'user-1-100000',
    name: 'User 100000',
    role: 'default',
    tags: [],
    createdAt: 1_700_000_000,
    status: 'offline',
  },
});
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  ready({ url: `http://127.0.0.1:${address.port}` });
});
