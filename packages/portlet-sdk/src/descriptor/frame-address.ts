const ownMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The origin of a page outside of the portal that a frame may show.
 *
 * @param address absolute address
 * @returns its origin; null for what a frame must not show: no web address, unencrypted, with credentials
 */
export function frameOrigin(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const isSecure =
    url.protocol === 'https:' || (url.protocol === 'http:' && ownMachine.includes(url.hostname));
  return isSecure ? url.origin : null;
}
