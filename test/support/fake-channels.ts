/** A `BroadcastChannel` for tests with fake timers: messages arrive one millisecond later. */
export function fakeChannels() {
  const open = new Set<FakeChannel>();

  class FakeChannel {
    onmessage: ((event: { data: unknown }) => void) | undefined;

    constructor(readonly name: string) {
      open.add(this);
    }

    postMessage(data: unknown): void {
      for (const channel of open) {
        if (channel === this || channel.name !== this.name) continue;
        setTimeout(() => open.has(channel) && channel.onmessage?.({ data }), 1);
      }
    }

    close(): void {
      open.delete(this);
    }
  }

  return FakeChannel;
}
