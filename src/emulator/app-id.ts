/** An app id that is valid both in a host name and in a header. */
export const APP_ID_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;
