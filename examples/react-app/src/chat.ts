import { createClient } from 'cometchat-users';

const env = import.meta.env;

/** The emulator of `npm run dev`, if that is what the app talks to. */
export const emulator: string | undefined = env.VITE_COMETCHAT_EMULATOR;

/** For development only: with this key anybody can log in as any user. In production your server creates auth tokens. */
export const authKey: string = env.VITE_COMETCHAT_AUTH_KEY ?? '';

/** One client for the whole app. */
export const client = createClient({
  appId: env.VITE_COMETCHAT_APP_ID ?? '',
  region: env.VITE_COMETCHAT_REGION ?? 'us',
  emulator,
});
