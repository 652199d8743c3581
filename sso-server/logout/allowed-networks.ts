import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import type { PostForm } from './attempt-delivery.ts';

/** Loopback and RFC 1918 (and ULA): where the systems of a bureau live. */
export const defaultLogoutNetworks = '127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';

/** Metadata services of hypervisors and clouds answer here; no setting opens these. */
const neverNetworks = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::254/128',
  '100.100.100.200/32',
  '0.0.0.0/8',
  '::/128',
];

export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed';
}

/** Throws a TypeError that names the part which is not a network. */
export function parseNetworks(text: string): BlockList {
  const list = new BlockList();
  for (const part of text.split(',').map((value) => value.trim())) {
    if (part === '') continue;
    const [address = '', prefix = ''] = part.split('/');
    const family = isIP(address);
    const bits = Number(prefix);
    if (
      family === 0 ||
      prefix === '' ||
      !Number.isInteger(bits) ||
      bits < 0 ||
      bits > (family === 4 ? 32 : 128)
    ) {
      throw new TypeError(`not a network in CIDR notation: ${part}`);
    }
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** Whether a logout token may be sent to this address. */
export function createAddressCheck(networks: string): (address: string) => boolean {
  const allowed = parseNetworks(networks);
  const never = parseNetworks(neverNetworks.join(','));
  return (address) => {
    const plain = unmapped(address);
    const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
    return !never.check(plain, family) && allowed.check(plain, family);
  };
}

/** ::ffff:169.254.169.254 is the same place as 169.254.169.254. */
function unmapped(address: string): string {
  const plain = address.replace(/^\[|\]$/g, '').split('%')[0] ?? address;
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain);
  if (dotted?.[1]) return dotted[1];
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(plain);
  if (!hex?.[1] || !hex[2]) return plain;
  const [high, low] = [Number.parseInt(hex[1], 16), Number.parseInt(hex[2], 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

export type GuardedPost = { post: PostForm; close(): Promise<void> };

/**
 * Sends requests only into the allowed networks. The address is checked when the connection is made, so a
 * name cannot resolve to one address for the check and to another for the connection. Redirects are not
 * followed and at most a few kilobytes of the answer are accepted; only its status matters.
 */
export function createGuardedPost(networks: string): GuardedPost {
  const isAllowed = createAddressCheck(networks);
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => isAllowed(address));
      const [first] = usable;
      if (!first)
        return callback(new AddressNotAllowed(`${hostname} is outside the allowed networks`), '', 0);
      if (options.all) return callback(null, usable);
      return callback(null, first.address, first.family);
    });
  };
  const agent = new Agent({
    connect: { lookup, timeout: 3_000 },
    maxResponseSize: 16_384,
    headersTimeout: 5_000,
    bodyTimeout: 5_000,
  });
  return {
    async post(uri, form, signal) {
      const host = new URL(uri).hostname.replace(/^\[|\]$/g, '');
      // A literal address never reaches lookup.
      if (isIP(host) !== 0 && !isAllowed(host)) {
        throw new AddressNotAllowed(`${host} is outside the allowed networks`);
      }
      const response = await undiciFetch(uri, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        redirect: 'manual',
        signal,
        dispatcher: agent,
      });
      await response.body?.cancel();
      return response.status;
    },
    close: () => agent.close(),
  };
}
