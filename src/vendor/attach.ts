import { asException } from '../errors/exception.js';
import { problem } from '../errors/issue.js';
import { findUnknownOption, type OptionNames } from '../errors/option-names.js';
import type { CometChatClient } from '../index.js';
import { createAttachment } from './attachment.js';
import { clientSource, type Facade } from './client-source.js';
import type { AttachOptions, VendorAttachment, VendorChat, VendorUiKit } from './types.js';
import { cannotWrap } from './vendor-calls.js';

const OPTIONS = { chat: true, uiKit: true } as const satisfies OptionNames<AttachOptions>;

/** The functions of the vendor's SDK without which an attachment cannot work. */
const NEEDED = [
  'init',
  'login',
  'logout',
  'updateCurrentUserDetails',
  'isInitialized',
  'getAppId',
  'getInstance',
  'connect',
  'disconnect',
  'addLoginListener',
  'removeLoginListener',
  'User',
  'LoginListener',
] as const satisfies readonly (keyof VendorChat)[];

/** The attachment of a vendor's SDK, under a key that other copies of this package find too. */
const ATTACHED = Symbol.for('cometchat-users.vendor');

/** An attachment that several handles share. */
interface Shared {
  readonly client: CometChatClient | Facade;
  readonly attachment: ReturnType<typeof createAttachment>;
  readonly kit: { current: VendorUiKit | undefined };
  handles: number;
}

/**
 * Keeps the vendor's Chat SDK and UI kit in step with a client: one user in both, in every tab that attaches. Our login, switch, logout, new
 * token and profile change reach the vendor's side; its own login, logout and profile change reach our session before their
 * promises resolve. If both sides change at the same time, ours wins.
 *
 * `client` is a client of `createClient`, or `CometChat` of this package, also before its `init`.
 *
 * Call it before you initialise the vendor's SDK. Attaching the same pair again shares one attachment, which ends when each caller has
 * detached. Attaching another client to the same SDK detaches the first. Problems go to `hooks.onWarning`.
 *
 * Throws a `CometChatException` (`INVALID_OPTION`) for wrong arguments, and nothing else.
 *
 * @example
 * const client = createClient({ appId: 'APP_ID', region: 'us', adoptVendorSession: true });
 * const vendor = attachVendor(client, { chat: CometChat, uiKit: CometChatUIKit });
 * await CometChatUIKit.init(settings);
 * await vendor.ready; // 'inStep'
 */
export function attachVendor(client: CometChatClient | Facade, options: AttachOptions): VendorAttachment {
  try {
    const source = clientSource(client);
    const { chat, uiKit } = checkOptions(options);
    const found = sharedOf(chat);
    if (found && found.client !== client) {
      source.get()?.access.warn('attachVendor: another client was attached to this SDK. It is detached now.');
      end(chat, found);
    }
    const kit = { current: uiKit };
    const shared = sharedOf(chat) ?? {
      client,
      kit,
      attachment: createAttachment(source, chat, () => kit.current),
      handles: 0,
    };
    if (uiKit && shared.kit.current !== uiKit) {
      shared.kit.current = uiKit;
      shared.attachment.lookAgain();
    }
    Object.defineProperty(chat, ATTACHED, { value: shared, configurable: true });
    return handleOf(shared, chat);
  } catch (error) {
    throw asException(error, 'attachVendor');
  }
}

function handleOf(shared: Shared, chat: VendorChat): VendorAttachment {
  const { ready, getSnapshot, subscribe } = shared.attachment;
  let isAttached = true;
  shared.handles++;
  return {
    ready,
    getSnapshot,
    getServerSnapshot: () => undefined,
    subscribe,
    detach() {
      if (!isAttached) return;
      isAttached = false;
      shared.handles--;
      if (shared.handles === 0) end(chat, shared);
    },
  };
}

function sharedOf(chat: VendorChat): Shared | undefined {
  return (chat as { readonly [ATTACHED]?: Shared })[ATTACHED];
}

function end(chat: VendorChat, shared: Shared): void {
  shared.attachment.stop();
  if (sharedOf(chat) === shared) delete (chat as { [ATTACHED]?: Shared })[ATTACHED];
}

function checkOptions(options: AttachOptions): AttachOptions {
  const given: Partial<AttachOptions> = Object(options);
  const unknown = findUnknownOption(given, OPTIONS, 'attachVendor');
  if (unknown) throw problem(unknown.field, 'INVALID_OPTION', unknown.message);
  const { chat, uiKit } = given;
  const missing = NEEDED.find((name) => typeof chat?.[name] !== 'function');
  if (!chat || missing !== undefined) {
    const reason = chat ? `It has no ${missing}.` : '';
    const message = `chat must be CometChat of @cometchat/chat-sdk-javascript 4. ${reason}`.trim();
    throw problem('chat', 'INVALID_OPTION', message);
  }
  if (!Object.isExtensible(chat)) throw cannotWrap();
  const isKit = typeof uiKit?.getLoggedInUser === 'function' && typeof uiKit.loginWithAuthToken === 'function';
  if (uiKit !== undefined && !isKit) {
    throw problem('uiKit', 'INVALID_OPTION', 'uiKit must be CometChatUIKit of @cometchat/chat-uikit-react.');
  }
  return { chat, uiKit };
}
