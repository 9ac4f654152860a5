import { endpoint } from '../../../lib/server/endpoint.js';

export const POST = ({ request }: { request: Request }) => endpoint(request);
