import { networkInterfaces } from 'node:os';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/** Says what other machines can reach, if the host is not only for this machine. `undefined` for loopback. */
export function exposureOf(host: string | undefined, url: string): string | undefined {
  if (host === undefined || LOOPBACK.test(host)) return undefined;
  const { port } = new URL(url);
  const addresses = host === '0.0.0.0' || host === '::' ? outsideAddresses() : [host];
  const where = addresses.map((address) => `${address.includes(':') ? `[${address}]` : address}:${port}`).join(', ');
  return `Warning: other machines can reach the emulator, at ${where || `port ${port}`}.
Everybody on these networks who knows a key can read and change all its data.
Without COMETCHAT_EMULATOR_API_KEY, COMETCHAT_EMULATOR_AUTH_KEY or --data, the keys are publicly known.`;
}

function outsideAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) =>
    list.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
}
