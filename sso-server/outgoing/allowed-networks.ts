import { BlockList, isIP } from 'node:net';

/** Loopback and RFC 1918 (and ULA): where the systems of a bureau live. */
export const defaultLogoutNetworks = '127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';

/** Metadata services of hypervisors and clouds answer here; no setting opens these. */
const neverNetworks = [
  '169.254.0.0/16',
  'fe80::/10',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  '168.63.129.16/32',
  // NAT64 (RFC 6052) and 6to4 (RFC 3056) carry an IPv4 address: 169.254.0.0/16 again.
  '64:ff9b::a9fe:0/112',
  '2002:a9fe::/32',
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

/** Whether a request may be sent to this address. */
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
