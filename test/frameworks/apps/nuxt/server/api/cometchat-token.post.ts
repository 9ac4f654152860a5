import { endpoint } from '../utils/endpoint.js';

export default defineEventHandler((event) => endpoint(toWebRequest(event)));
