// What a page without a bundler loads with `<script>`: it sets `CometChat` and `CometChatCalls` on `window`, and has nothing to import.
import { CometChat, CometChatCalls } from './index.js';

Object.assign(globalThis, { CometChat, CometChatCalls });
