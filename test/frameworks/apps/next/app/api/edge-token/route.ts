import { endpoint } from '../cometchat-token/endpoint';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';
export const POST = endpoint;
