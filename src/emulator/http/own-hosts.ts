import { isIpAddress, isLoopback, isUnspecified, readHostname } from './hosts.js';

/** The host names under which the emulator is reached. */
export class OwnHosts {
  readonly #given = new Set<string>();
  #bound: string | undefined;
  #isBoundToAll = false;

  /** Adds a host name of the `hosts` option, as `readHost` writes it. */
  add(hostname: string): void {
    this.#given.add(hostname);
  }

  /** Tells where the emulator listens: the host that was asked for, and the address that it got. */
  bind(host: string, address: string): void {
    this.#isBoundToAll = isUnspecified(readHostname(address) ?? '');
    this.#bound = this.#isBoundToAll ? undefined : readHostname(host);
  }

  /** Whether requests under this host name are for the emulator. DNS rebinding needs a name that is not one of these. */
  has(hostname: string): boolean {
    if (this.#isNamed(hostname)) return true;
    // An IP address cannot be rebound.
    if (isIpAddress(hostname)) return !isUnspecified(hostname);
    // Containers and machines of the local network, which no public DNS knows.
    return this.#isBoundToAll && (!hostname.includes('.') || hostname.endsWith('.internal'));
  }

  /** Whether requests under this host name may use the emulator's page: fewer names than {@link has} takes. */
  hasPage(hostname: string): boolean {
    return this.#isNamed(hostname) || (this.#isBoundToAll && isIpAddress(hostname));
  }

  /** Loopback, the host that `listen` was given, and those of the `hosts` option. */
  #isNamed(hostname: string): boolean {
    return isLoopback(hostname) || hostname === this.#bound || this.#given.has(hostname);
  }
}
