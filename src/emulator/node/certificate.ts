import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { around, bits, integer, octets, oid, sequence, setOf, tagged, text, utcTime, yes } from './der.js';

/** The key and certificate of a TLS server, in PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** The longest validity that browsers accept. */
const VALID = 397 * DAY;

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/**
 * Makes a new key (P-256) and a self-signed certificate for host names (including `*.` names) and IP addresses. The
 * certificate is valid from yesterday, for a year. Takes a few milliseconds. Source:
 * [RFC 5280](https://www.rfc-editor.org/rfc/rfc5280).
 */
export function selfSigned(hosts: readonly string[], now = Date.now()): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(setOf(sequence(oid('2.5.4.3'), text('cometchat-users emulator'))));
  const toSign = sequence(
    around(0, integer(Buffer.from([2]))),
    // Firefox refuses a second certificate of the same issuer with the same serial number.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(now - DAY), utcTime(now - DAY + VALID)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    around(3, sequence(...extensions(hosts))),
  );
  const signature = sign('sha256', toSign, privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(toSign, ECDSA_WITH_SHA256, bits(signature))),
  };
}

/** The certificate identifies a server and is not an authority: it cannot sign other certificates. */
function extensions(hosts: readonly string[]): Buffer[] {
  const digitalSignature = bits(Buffer.from([0x80]), 7);
  const serverAuth = oid('1.3.6.1.5.5.7.3.1');
  return [
    sequence(oid('2.5.29.19'), yes(), octets(sequence())),
    sequence(oid('2.5.29.15'), yes(), octets(digitalSignature)),
    sequence(oid('2.5.29.37'), octets(sequence(serverAuth))),
    sequence(oid('2.5.29.17'), octets(sequence(...hosts.map(hostName)))),
  ];
}

function hostName(host: string): Buffer {
  const version = isIP(host);
  if (version === 0) return tagged(2, Buffer.from(host));
  return tagged(7, Buffer.from(version === 4 ? host.split('.').map(Number) : bytesOfIPv6(host)));
}

function bytesOfIPv6(address: string): number[] {
  // `URL` normalizes the address and removes an IPv4 tail.
  const [before = '', after = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [head, tail] = [groups(before), groups(after)];
  const zeros = Array<number>(8 - head.length - tail.length).fill(0);
  return [...head, ...zeros, ...tail].flatMap((group) => [group >> 8, group & 0xff]);
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
