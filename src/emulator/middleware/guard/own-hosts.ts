import { isIpAddress, isLoopback, isUnspecified, readHostname } from './hosts.js';

/** Everything below this path belongs to the emulator's own page, not to CometChat. */
export const OWN_PATH = '/_emulator';

/** Whether a path is below {@link OWN_PATH}. */
export function isOwn(path: string): boolean {
  return path.split('/')[1] === OWN_PATH.slice(1);
}

/** The host names that belong to the emulator. */
export class OwnHosts {
  readonly #given = new Set<string>();
  #bound: string | undefined;
  #isBoundToAll = false;

  /** Adds a host name of the `hosts` option, in the form of `readHost`. */
  add(hostname: string): void {
    this.#given.add(hostname);
  }

  /** Sets the requested host and the actual address of the listener. */
  bind(host: string, address: string): void {
    this.#isBoundToAll = isUnspecified(readHostname(address) ?? '');
    this.#bound = this.#isBoundToAll ? undefined : readHostname(host);
  }

  /** Whether requests under this host name are for the emulator. DNS rebinding needs a name outside this set. */
  has(hostname: string): boolean {
    if (this.#isNamed(hostname)) return true;
    // DNS rebinding cannot use an IP address.
    if (isIpAddress(hostname)) return !isUnspecified(hostname);
    // Containers and machines in the local network: public DNS has no such names.
    return this.#isBoundToAll && (!hostname.includes('.') || hostname.endsWith('.internal'));
  }

  /** Whether requests under this host name may use the emulator's page. Stricter than {@link has}. */
  hasPage(hostname: string): boolean {
    return this.#isNamed(hostname) || (this.#isBoundToAll && isIpAddress(hostname));
  }

  /** Loopback, the host of `listen`, and the hosts of the `hosts` option. */
  #isNamed(hostname: string): boolean {
    return isLoopback(hostname) || hostname === this.#bound || this.#given.has(hostname);
  }
}
