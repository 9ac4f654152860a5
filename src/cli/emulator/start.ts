import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../emulator.js';
import type { Arguments } from '../arguments.js';
import type { Call } from '../call.js';
import { exposureOf } from './exposure.js';
import { keysToStartWith } from './keys.js';
import type { EMULATOR_OPTIONS } from './options.js';
import { creationProblem, listenProblem } from './problems.js';

/** A call of `emulator` or of `emulator exec`. */
export type EmulatorCall = Pick<Call<Arguments, typeof EMULATOR_OPTIONS>, 'options' | 'modules' | 'io'>;

/** An emulator that listens. */
export interface Started {
  readonly emulator: Emulator;
  /** The file with the certificate, if there is one. */
  readonly certificateFile: string | undefined;
}

/** Creates the emulator and listens. Throws an error that names the wrong option. */
export async function startEmulator({ options, io, modules }: EmulatorCall): Promise<Started> {
  const emulator = await create();
  try {
    const { port, host, tls, data } = options;
    const { certificate } = await emulator.listen({
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(tls && { tls: true }),
    });
    const exposure = exposureOf(host, emulator.url);
    if (exposure !== undefined) io.stderr.write(`${exposure}\n`);
    return { emulator, certificateFile: certificate && data && writeCertificate(certificate, data) };
  } catch (error) {
    await emulator.close();
    throw listenProblem(error, options);
  }

  async function create(): Promise<Emulator> {
    const { appId, data, allowOrigin, allowHost, noRateLimits } = options;
    const { createEmulator } = await modules.emulator();
    try {
      return createEmulator({
        ...(appId !== undefined && { appId }),
        ...keysToStartWith(data, io.env),
        ...(data !== undefined && { data }),
        ...(allowOrigin && { allowOrigins: allowOrigin }),
        ...(allowHost && { hosts: allowHost }),
        ...(noRateLimits && { rateLimits: false }),
        notice: (line) => void io.stderr.write(`${line}\n`),
      });
    } catch (error) {
      throw creationProblem(error, options);
    }
  }
}

/** Writes the certificate to a file, so that clients can trust it, for example with `NODE_EXTRA_CA_CERTS`. */
function writeCertificate(certificate: string, folder: string): string {
  const file = path.resolve(folder, 'certificate.pem');
  writeFileSync(file, certificate);
  return file;
}
