import { type CometChatException, isCometChatException } from '../../errors/exception.js';
import type { Admin } from '../../server.js';
import type { Settings } from '../settings.js';
import { count } from '../text.js';
import { type Finding, failed, ok, skipped } from './finding.js';
import type { Observed } from './first-response.js';

/** The parts that the checks of the service share. */
export interface ServiceContext {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** The admin of the app. */
  readonly admin: Admin;
  /** Whether the app exists in another region. It sends a request with a made-up key. */
  isIn(region: string): Promise<boolean>;
  observed(): Observed;
}

const REGIONS = ['us', 'eu', 'in'];

/** The difference between the clocks that is no problem: the `Date` header has whole seconds. */
const CLOCK_TOLERANCE_S = 60;

const DNS_CODES = ['ENOTFOUND', 'EAI_AGAIN'];

/** Checks service, app, region, key, clock and quota. It only reads. */
export async function checkService(context: ServiceContext): Promise<Finding[]> {
  const { admin, signal } = context;
  const error = await admin.users.list({ perPage: 1 }, { signal }).then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error !== undefined && !isCometChatException(error)) throw error;
  if (error?.kind === 'aborted') throw error;
  const unreachable = error && unreachableFinding(error, context);
  if (unreachable)
    return [unreachable, ...['app', 'region', 'key', 'clock', 'quota'].map((check) => noResponse(check))];
  const { host, durationMs } = context.observed();
  return [
    ok('service', `${host} answered in ${durationMs} ms`),
    ...(await appFindings(error, context)),
    await keyFinding(error, context),
    clockFinding(context.observed()),
    quotaFinding(context.observed()),
  ];
}

function noResponse(check: string): Finding {
  return skipped(check as Finding['check'], 'the service did not answer');
}

function unreachableFinding(error: CometChatException, { settings, observed }: ServiceContext): Finding | undefined {
  const { host = 'the service', networkCode } = observed();
  if (error.kind === 'badResponse' || error.kind === 'server')
    return failed('service', `${host} answered, but not as CometChat does: ${error.message}`, error.hint);
  if (error.kind !== 'network' && error.kind !== 'timeout') return undefined;
  if (settings.emulator !== undefined)
    return failed(
      'service',
      `no answer from the emulator at ${settings.emulator}`,
      'Is it running? Start it with: cometchat-users emulator',
    );
  if (networkCode && DNS_CODES.includes(networkCode))
    return failed(
      'service',
      `there is no host ${host}`,
      `Check the region "${settings.region}" (us, eu or in), the App ID, and the connection.`,
    );
  return failed('service', `no answer from ${host}`, 'Check the connection, and proxies and firewalls on the way.');
}

async function appFindings(error: CometChatException | undefined, context: ServiceContext): Promise<Finding[]> {
  const { appId, region, emulator } = context.settings;
  if (error?.code !== 'AUTH_ERR_INVALID_APPID') {
    const where = emulator === undefined ? `the app is in ${region}` : 'the emulator has every region';
    return [ok('app', `${appId} exists`), ok('region', where)];
  }
  const others = emulator === undefined ? REGIONS.filter((one) => one !== region.toLowerCase()) : [];
  for (const other of others)
    if (await context.isIn(other))
      return [
        ok('app', `${appId} exists`),
        failed('region', `the app is in ${other}, not in ${region}`, `Set COMETCHAT_REGION=${other}`),
      ];
  return [
    failed('app', `no region has an app ${appId}`, 'Copy the App ID from your CometChat dashboard.'),
    skipped('region', 'the app is unknown'),
  ];
}

async function keyFinding(error: CometChatException | undefined, context: ServiceContext): Promise<Finding> {
  if (error === undefined) return scopeFinding(context);
  switch (error.code) {
    case 'AUTH_ERR_INVALID_APPID':
      return skipped('key', 'no app to check it with');
    case 'AUTH_ERR_APIKEY_NOT_FOUND':
      return failed(
        'key',
        'the app does not have this key',
        'Copy the REST API key of this app from your CometChat dashboard. Is it the key of another app, or of another region?',
      );
    case 'AUTH_ERR_NO_ACCESS':
      return failed(
        'key',
        'this key may not read users: it is an Auth Key',
        'Use the REST API key (scope fullAccess).',
      );
    default:
      return failed('key', error.message, error.hint);
  }
}

/** Finds the scope of the key in the list of the app's keys, which only a `fullAccess` key may read. */
async function scopeFinding({ admin, signal }: ServiceContext): Promise<Finding> {
  try {
    await admin.apiKeys.list({ scope: 'fullAccess' }, { signal });
    return ok('key', 'valid, scope fullAccess');
  } catch (error) {
    if (!isCometChatException(error) || error.kind === 'aborted') throw error;
    if (error.kind !== 'permission') return ok('key', `valid; its scope could not be read: ${error.message}`);
    return failed('key', 'valid, but its scope is not fullAccess', 'Use the REST API key (scope fullAccess).');
  }
}

function clockFinding({ serviceTime, ourTime }: Observed): Finding {
  if (serviceTime === undefined || ourTime === undefined) return skipped('clock', 'the service sent no time');
  // The header leaves the fraction of the second out: half a second on average.
  const difference = Math.round((ourTime - serviceTime - 500) / 1000);
  const seconds = count(Math.abs(difference), 'second');
  if (Math.abs(difference) <= 1) return ok('clock', 'in step with the service');
  const text = `${seconds} ${difference > 0 ? 'ahead of' : 'behind'} the service`;
  if (Math.abs(difference) <= CLOCK_TOLERANCE_S) return ok('clock', text);
  return failed('clock', text, 'Set the clock of this machine, for example with NTP.');
}

function quotaFinding({ limit, remaining }: Observed): Finding {
  if (limit === undefined || remaining === undefined) return skipped('quota', 'the service did not report it');
  const text = `${remaining.toLocaleString('en-US')} of ${count(limit, 'request')} left in this minute`;
  if (remaining > 0) return ok('quota', text);
  return failed('quota', text, 'Wait a minute. Other programs of yours may use the quota up.');
}
