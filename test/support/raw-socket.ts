import { connect } from 'node:net';
import type { Broken } from '../contract/emulator/fuzz/broken-http.js';

/** How long to wait for a server that expects more bytes. */
const PATIENCE_MS = 15;

/** Writes the bytes. Returns what the server sends until it closes the connection or expects more bytes. */
export function exchangeRaw(url: string, { bytes, leaves }: Broken): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let said = '';
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    };
    socket.setEncoding('latin1').on('data', (text) => {
      said += text;
      wait();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A connection reset is a valid result too.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(said);
    });
    socket.on('connect', () => {
      socket.write(bytes, 'latin1', () => (leaves ? socket.destroy() : wait()));
    });
  });
}

/** The status of each response in the bytes of a server. */
export function statusesOf(said: string): number[] {
  return [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
