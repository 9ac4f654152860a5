import * as ours from 'cometchat-users';
import * as hooks from 'cometchat-users/react';
import * as React from 'react';
import { createRoot } from 'react-dom/client';

/** The parts with which a test builds a page of its own. */
const params = new URLSearchParams(location.search);
const emulator = params.get('emulator') ?? '';
const authKey = params.get('authKey') ?? '';

/** Creates a client with a storage of its own, as the client of another app has. */
function createClient(): ours.CometChatClient {
  return ours.createClient({ appId: 'app-1', region: 'us', emulator, storage: ours.memoryStorage() });
}

async function createSignedIn(uid: string): Promise<ours.CometChatClient> {
  const client = createClient();
  await client.login(uid, authKey);
  return client;
}

/** Renders an element, in Strict Mode by default. Returns a function that renders another one, or nothing, in its place. */
function mount(
  element: React.ReactElement,
  mode: React.ExoticComponent<{ children?: React.ReactNode }> = React.StrictMode,
): (next: React.ReactElement | null) => void {
  const root = createRoot(document.getElementById('root') as HTMLElement);
  const render = (next: React.ReactElement | null) => root.render(React.createElement(mode, null, next ?? undefined));
  render(element);
  return render;
}

/** Shows the error of its children, as an app does. */
class Boundary extends React.Component<{ children?: React.ReactNode }> {
  override state: { readonly message?: string } = {};
  static getDerivedStateFromError = (error: unknown) => ({ message: String(error) });
  override render() {
    return this.state.message ?? this.props.children;
  }
}

const text = () => document.getElementById('root')?.textContent ?? '';

const lab = { ...hooks, React, emulator, authKey, createClient, createSignedIn, mount, Boundary, text };
export type Lab = typeof lab;
Object.assign(globalThis, { lab });
