import type { Emulator } from '../../emulator.js';
import { VERSION } from '../../version.js';
import type { Style } from '../style.js';
import { pairs } from '../text.js';

/** The facts beside the emulator that the first steps show. */
interface Facts {
  readonly data: string | undefined;
  readonly tls: boolean | undefined;
  readonly certificateFile: string | undefined;
  readonly style: Style;
}

/** The text that `emulator` prints when it is ready: its address, its keys, and code for an app. */
export function firstSteps({ url, appId, authKey, apiKey, users }: Emulator, facts: Facts): string {
  const { data, tls, certificateFile, style } = facts;
  const all = users.list();
  const [first] = all;
  const login = first ? `\n  const authKey = '${authKey}';\n  await client.login('${first.uid}', authKey);` : '';
  const rows = pairs([
    ['Address', url],
    ['Page', `${url}/_emulator/`],
    ['App ID', appId],
    ['Auth Key', `${authKey}  ${style.dim('for clients')}`],
    ['REST API key', `${apiKey}  ${style.dim('for servers')}`],
    ['Users', `${all.length}${first ? `, for example ${first.uid}` : ''}`],
    ['Data', data === undefined ? 'in memory; --data DIR stores it in a folder' : `in the folder ${data}`],
    ...(certificateFile ? [['Certificate', certificateFile] as const] : []),
  ]);
  const curl = `${certificateFile ? `--cacert '${certificateFile}' ` : tls ? '-k ' : ''}-H 'apikey: ${apiKey}'`;
  return `${style.bold(`CometChat emulator ${VERSION}`)}

${rows}
In your app:

  const client = createClient({
    appId: '${appId}', region: 'us', emulator: '${url}',
  });${login}

In a terminal:

  COMETCHAT_EMULATOR=${url} npx cometchat-users user list
  curl ${curl} \\
    ${url}/v3/users

Press Ctrl+C to stop.
`;
}
