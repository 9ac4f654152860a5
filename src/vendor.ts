export { attachVendor } from './vendor/attach.js';
export type { Facade } from './vendor/client-source.js';
export type {
  AttachOptions,
  AttachResult,
  VendorAttachment,
  VendorChat,
  VendorInstance,
  VendorUiKit,
} from './vendor/types.js';
