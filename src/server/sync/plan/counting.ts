import type { AdminContext } from '../../context.js';

/** Returns a context that counts the requests that it sends, with all retries. */
export function counting({ around }: AdminContext): { context: AdminContext; sent: () => number } {
  let count = 0;
  const context = around((gate) => (quota, deadline, send) => {
    const counted = () => {
      count += 1;
      return send();
    };
    return gate(quota, deadline, counted);
  });
  return { context, sent: () => count };
}
