import { isCometChatException } from '../../errors/exception.js';
import type { Arguments } from '../arguments.js';
import { checkCollisions, type ReadSource } from '../doctor/collisions.js';
import { type Finding, failed, findingText } from '../doctor/finding.js';
import { observingFetch } from '../doctor/first-response.js';
import { checkService } from '../doctor/service-checks.js';
import { FAILURE, SUCCESS } from '../exit-codes.js';
import { CommandError } from '../failure.js';
import { type CommandSpec, defineCommand } from '../spec.js';

/** One short attempt: a person waits. */
const ONE_ATTEMPT = { retry: { limit: 0 }, timeout: 10_000, rate: false } as const;

/** A key with the form of a real one, to ask whether an app exists. No app has it. */
const NO_KEY = '0'.repeat(40);

/** A file with a fault is a finding as any other. Its message names the file. */
function unreadable(error: unknown): Finding {
  if (error instanceof CommandError) return failed('source', error.message, error.hint);
  throw error;
}

const FILE = {
  file: { value: 'FILE', optional: true, text: 'also check the uids of this file: NDJSON, JSON or CSV' },
} as const satisfies Arguments;

/** Creates `cometchat-users doctor`. With a reader of files, it also checks the uids of a file. */
export function createDoctor(readSource?: ReadSource): CommandSpec {
  return defineCommand({
    name: 'doctor',
    summary: 'check the settings, the service and the key; it changes nothing',
    description:
      'Checks that the service can be reached, the App ID, the region, the key and its scope, the clock of this machine and the quota that is left. It only reads. The exit code is 1 if a check fails.',
    usesApp: true,
    arguments: (readSource ? FILE : {}) as typeof FILE,
    examples: [
      ['cometchat-users doctor'],
      ...(readSource ? ([['cometchat-users doctor users.csv', 'also look for uids that collide']] as const) : []),
      ['cometchat-users doctor --json'],
    ],
    async run({ args, output, signal, settings, admin, modules }) {
      const { fetch, observed } = observingFetch();
      const found = settings();
      const service = checkService({
        settings: found,
        signal,
        observed,
        admin: await admin({ ...ONE_ATTEMPT, fetch }),
        async isIn(region) {
          const { createAdmin } = await modules.server();
          const other = createAdmin({ ...ONE_ATTEMPT, appId: found.appId, region, apiKey: NO_KEY });
          const error = await other.users.list({ perPage: 1 }, { signal }).catch((problem: unknown) => problem);
          return (
            isCometChatException(error) && error.kind === 'authentication' && error.code !== 'AUTH_ERR_INVALID_APPID'
          );
        },
      });
      const findings: Finding[] = await service;
      if (readSource && args.file !== undefined)
        findings.push(await checkCollisions(readSource(args.file, signal), args.file).catch(unreadable));
      const isOk = findings.every(({ status }) => status !== 'failed');
      await output.result({ ok: isOk, checks: findings }, () =>
        findings.map((finding) => findingText(finding, output)).join(''),
      );
      return isOk ? SUCCESS : FAILURE;
    },
  });
}
