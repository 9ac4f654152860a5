import { main } from './run.js';

interface FetchEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

async function respond({ url }: Request): Promise<Response> {
  await main(new URL(url).searchParams.get('site') ?? '');
  return new Response();
}

addEventListener('fetch', (event) => {
  const { request } = event as unknown as FetchEvent;
  (event as unknown as FetchEvent).respondWith(respond(request));
});
