import { main } from './run.js';

/** A module worker: the site is in the query. */
export default {
  async fetch(request: Request): Promise<Response> {
    await main(new URL(request.url).searchParams.get('site') ?? '');
    return new Response();
  },
};
