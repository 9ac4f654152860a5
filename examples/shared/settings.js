import { createEmulator } from 'cometchat-users/emulator';

/**
 * The options for `createAdmin`: from the environment (`COMETCHAT_APP_ID`, `COMETCHAT_REGION`, `COMETCHAT_API_KEY`), or those of a local emulator,
 * which this function then starts.
 */
export async function settings() {
  const { COMETCHAT_APP_ID, COMETCHAT_REGION = 'us', COMETCHAT_API_KEY, COMETCHAT_EMULATOR } = process.env;
  if (COMETCHAT_APP_ID && COMETCHAT_API_KEY) {
    return {
      appId: COMETCHAT_APP_ID,
      region: COMETCHAT_REGION,
      apiKey: COMETCHAT_API_KEY,
      emulator: COMETCHAT_EMULATOR,
    };
  }
  const emulator = createEmulator();
  const { url } = await emulator.listen({ port: 0 });
  console.log(`Local emulator: ${url}/_emulator/`);
  return { appId: emulator.appId, region: 'us', apiKey: emulator.apiKey, emulator: url };
}
