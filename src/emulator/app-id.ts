/** An app id as a host name and a header can carry it. */
export const APP_ID_PATTERN = /^[A-Za-z0-9_-]{1,100}$/;
