import { admin } from '../lib/server/admin.js';

export async function load() {
  const { authToken } = await admin.authTokens.create('kevin');
  return { authToken };
}
