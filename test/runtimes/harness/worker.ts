import { main } from './run.js';

/** A module worker: the query has the address of the site. */
export default {
  async fetch(request: Request): Promise<Response> {
    await main(new URL(request.url).searchParams.get('site') ?? '');
    return new Response();
  },
};
