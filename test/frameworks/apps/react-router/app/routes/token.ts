import { endpoint } from '../server/endpoint.js';

export const action = ({ request }: { request: Request }) => endpoint(request);
