// The entry for a page without a bundler, to load with `<script>`. It sets `CometChat` and `CometChatCalls` on `window`.
import { CometChat, CometChatCalls } from './index.js';

Object.assign(globalThis, { CometChat, CometChatCalls });
