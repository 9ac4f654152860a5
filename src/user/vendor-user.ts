/**
 * A user object of the vendor's Chat SDK (its `CometChat.User`), typed by its methods: this package does not depend on the vendor's.
 * The operations read its fields, which have the same names as those of a plain object.
 */
export interface VendorUser {
  /** The uid. */
  getUid(): string;
  /** The display name. */
  getName(): string;
  /** The URL of the picture. */
  getAvatar(): string;
  /** The URL of the profile page. */
  getLink(): string;
  /** The id of the role. */
  getRole(): string;
  /** The metadata. */
  getMetadata(): object;
  /** The custom status text. */
  getStatusMessage(): string;
  /** The tags. */
  getTags(): string[];
}
