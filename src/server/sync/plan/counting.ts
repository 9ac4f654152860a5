import type { AdminContext } from '../../context.js';

/** Returns a context that counts its requests, without retries. */
export function counting(given: AdminContext): { context: AdminContext; sent: () => number } {
  let count = 0;
  const { send, transport } = given;
  const context: AdminContext = {
    ...given,
    send: (endpoint, request) => {
      count += 1;
      return send(endpoint, request);
    },
    transport: (endpoint, request) => {
      count += 1;
      return transport(endpoint, request);
    },
    get bulk() {
      return context;
    },
  };
  return { context, sent: () => count };
}
