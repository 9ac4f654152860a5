import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { acceptWebSocket, type WebSocketPeer } from './websocket.js';

/** Whether a client may be connected: its app, and the `jwt` that its login was answered with. */
export type Admitting = (appId: unknown, jwt: unknown) => Promise<boolean>;

/** The sockets that are open. */
export interface Sockets {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client that the server goes away. */
  close(): void;
}

/**
 * What the vendor's Chat SDK 4 talks to beside HTTP, as far as it was seen to: it says who it is, hears whether that is so, and then
 * pings every 15 seconds. Nothing that happens is told to it.
 */
export function createSockets(admit: Admitting): Sockets {
  const peers = new Set<WebSocketPeer>();
  return {
    accept(request, socket, head) {
      const onText = conversation(admit);
      const peer = acceptWebSocket(request, socket, head, onText);
      if (peer === undefined) return;
      // A client that stays connected is no reason for a process to stay.
      (socket as Socket).unref();
      peers.add(peer);
      socket.on('close', () => peers.delete(peer));
    },
    close() {
      for (const peer of peers) peer.close(1001, 'The emulator was closed.');
    },
  };
}

/** The conversation with one client. After a refusal it may try again; until it is admitted, pings are not answered. */
function conversation(admit: Admitting): (peer: WebSocketPeer, text: string) => void {
  let admitted = false;
  let turn = Promise.resolve();

  async function hear(peer: WebSocketPeer, text: string): Promise<void> {
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

  // One message after the other: a ping may follow an auth at once. A message that fails ends this socket, not the process.
  return (peer, text) => {
    turn = turn.then(() => hear(peer, text)).catch(() => peer.close(1011, 'The emulator failed.'));
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
