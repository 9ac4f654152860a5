import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { acceptWebSocket, type WebSocketPeer } from './websocket.js';

/** Whether a client may connect, given its app and the `jwt` from its login response. */
export type Admitting = (appId: unknown, jwt: unknown) => Promise<boolean>;

/** The open sockets. */
export interface Sockets {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client that the server is closing. */
  close(): void;
}

/**
 * The socket of the vendor's Chat SDK 4, as far as its traffic was observed. The client authenticates, receives the
 * result, and then pings every 15 seconds. The emulator sends no events.
 */
export function createSockets(admit: Admitting): Sockets {
  const peers = new Set<WebSocketPeer>();
  return {
    accept(request, socket, head) {
      const onText = conversation(admit);
      const peer = acceptWebSocket(request, socket, head, onText);
      if (peer === undefined) return;
      // A connected client must not keep the process running.
      (socket as Socket).unref();
      peers.add(peer);
      socket.on('close', () => peers.delete(peer));
    },
    close() {
      for (const peer of peers) peer.close(1001, 'The emulator was closed.');
    },
  };
}

/**
 * The message exchange with one client. After a refusal the client may authenticate again. Until it is admitted, pings
 * get no reply.
 */
function conversation(admit: Admitting): (peer: WebSocketPeer, text: string) => void {
  let admitted = false;
  let turn = Promise.resolve();

  async function handleMessage(peer: WebSocketPeer, text: string): Promise<void> {
    const said = parse(text);
    if (said?.type === 'auth') {
      const { appId, body } = said as { appId?: unknown; body?: { auth?: unknown } | null };
      admitted = await admit(appId, body?.auth);
      const answer = admitted ? { code: '200', status: 'OK' } : { code: '401', status: 'Unauthorized' };
      peer.send(JSON.stringify({ type: 'auth', body: answer }));
    } else if (said?.action === 'ping' && admitted) {
      peer.send(JSON.stringify({ action: 'pong' }));
    }
  }

  // Handle messages one by one: a ping may follow an auth immediately. A failed message closes this socket; it does not
  // end the process.
  return (peer, text) => {
    turn = turn.then(() => handleMessage(peer, text)).catch(() => peer.close(1011, 'The emulator failed.'));
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
