/**
 * An id for a new window. crypto.randomUUID exists in secure contexts only, and an intranet may speak plain HTTP.
 *
 * @param portlet name of the portlet, for whoever reads the layout
 */
export function newNodeId(portlet: string): string {
  return `${portlet.slice(0, 40)}-${randomText(4)}`;
}

/** Random hexadecimal text. */
export function randomText(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
