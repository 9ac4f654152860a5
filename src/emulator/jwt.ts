const encoder = new TextEncoder();
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const keys = new Map<string, Promise<CryptoKey>>();

/**
 * Makes a compact JWT signed with HS256. A page on plain http has no WebCrypto to sign with: there the token is
 * unsigned (`alg: none`).
 */
export async function signJwt(payload: object, secret: string): Promise<string> {
  if (crypto.subtle === undefined) return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), encoder.encode(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}

/**
 * The payload of a JWT that was signed with this secret. `undefined` for any other JWT, and for a payload that is not a
 * JSON object.
 */
export async function verifyJwt(jwt: string, secret: string): Promise<Record<string, unknown> | undefined> {
  const end = jwt.lastIndexOf('.');
  const signed = encoder.encode(jwt.slice(0, Math.max(end, 0)));
  const signature = bytesOf(jwt.slice(end + 1));
  if (!signature || !(await crypto.subtle.verify('HMAC', await keyOf(secret), signature, signed))) return undefined;
  const [, payload = ''] = jwt.split('.');
  return objectIn(bytesOf(payload));
}

function objectIn(bytes: Uint8Array | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret);
  if (known) return known;
  const made = crypto.subtle.importKey('raw', encoder.encode(secret), HMAC, false, ['sign', 'verify']);
  keys.set(secret, made);
  return made;
}

function encode(part: object): string {
  return base64url(encoder.encode(JSON.stringify(part)));
}

function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
