import { CometChat } from '@cometchat/chat-sdk-javascript';
import { CometChatProvider, CometChatUIKit, CometChatUsers, UIKitSettingsBuilder } from '@cometchat/chat-uikit-react';
import '@cometchat/chat-uikit-react/styles';
import * as ours from 'cometchat-users';
import { attachVendor, type VendorAttachment } from 'cometchat-users/vendor';
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';

/** The kit's list of users, for the user as whom the vendor's side works. The heading names the user that the kit has then. */
function Users({ vendor }: { vendor: VendorAttachment }) {
  const uid = useSyncExternalStore(vendor.subscribe, vendor.getSnapshot, vendor.getServerSnapshot);
  if (uid === undefined) return <p>Nobody</p>;
  return (
    <section key={uid} aria-label={`list of ${uid}`}>
      <CometChatProvider>
        <CometChatUsers />
      </CometChatProvider>
    </section>
  );
}

function showUsers(vendor: VendorAttachment): void {
  createRoot(document.getElementById('root') as HTMLElement).render(<Users vendor={vendor} />);
}

// The vendor's Chat SDK and UI kit, unmodified, with this package beside them.
Object.assign(globalThis, { CometChat, CometChatUIKit, UIKitSettingsBuilder, ours, attachVendor, showUsers });
