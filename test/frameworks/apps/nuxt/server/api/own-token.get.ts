import { admin } from '../utils/admin.js';

export default defineEventHandler(async () => {
  const { authToken } = await admin.authTokens.create('kevin');
  return { authToken };
});
