import { WebSocket } from 'ws';

/** The most bytes that may wait for a client to read them. A pong has 17. */
const UNREAD_MAX_BYTES = 1024 * 1024;

/** Whether a client may connect, given its app and the `jwt` from its login response. */
export type Admitting = (appId: unknown, jwt: unknown) => Promise<boolean>;

/**
 * Answers the messages of one client: the vendor's Chat SDK 4, as far as its traffic was observed. The client
 * authenticates, receives the result, and then pings every 15 seconds. The emulator sends no events. After a refusal
 * the client may authenticate again. Until it is admitted, pings get no reply.
 */
export function converse(client: WebSocket, admit: Admitting): void {
  let admitted = false;
  let waiting = 0;
  let turn = Promise.resolve();

  async function handleMessage(text: string): Promise<void> {
    const message = parse(text);
    if (message?.type === 'auth') {
      const { appId, body } = message as { appId?: unknown; body?: { auth?: unknown } | null };
      admitted = await admit(appId, body?.auth);
      const result = admitted ? { code: '200', status: 'OK' } : { code: '401', status: 'Unauthorized' };
      send({ type: 'auth', body: result });
    } else if (message?.action === 'ping' && admitted) {
      send({ action: 'pong' });
    }
  }

  /** Ends the connection of a client that does not read: its responses would fill the memory. */
  function send(message: object): void {
    if (client.readyState !== WebSocket.OPEN) return;
    if (client.bufferedAmount > UNREAD_MAX_BYTES) client.terminate();
    else client.send(JSON.stringify(message));
  }

  client.on('message', (data, isBinary) => {
    // ws passes on messages also after a close.
    if (client.readyState !== WebSocket.OPEN) return;
    if (isBinary) return client.close(1003, 'A message must be text.');
    // Read no further until the messages so far are handled: they would fill the memory as well.
    client.pause();
    waiting += 1;
    // Handle messages one by one: a ping may follow an auth immediately. A failed message closes this socket; it does
    // not end the process.
    turn = turn
      .then(() => handleMessage(data.toString()))
      .catch(() => client.close(1011, 'The emulator failed.'))
      .then(() => {
        waiting -= 1;
        if (waiting === 0) client.resume();
      });
  });

  // ws itself closes the socket after an error, with the code that fits. Without a listener the error would end the
  // process.
  client.on('error', () => {});
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
