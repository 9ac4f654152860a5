/** This package's version, as sent to the service; a test holds it against package.json. */
export const VERSION = '0.5.0';
