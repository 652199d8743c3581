/** Characters and values that one message of a page may hold: about what a service takes in one request. */
const mostUnits = 1_000_000;

/**
 * Whether a message is of a size that the shell wants to work with. Strings count their characters, buffers their bytes,
 * everything else one; a Blob is sent as it is and counted by the gateway.
 *
 * @param value what came through the port: the browser has copied it, so that it runs nothing; it may refer to itself
 */
export function isOfFairSize(value: unknown, most = mostUnits): boolean {
  const seen = new Set<object>();
  const waiting: unknown[] = [value];
  let units = 0;
  while (waiting.length > 0) {
    const next = waiting.pop();
    units += 1;
    if (typeof next === 'string') units += next.length;
    else if (next instanceof ArrayBuffer || ArrayBuffer.isView(next)) units += next.byteLength;
    else if (typeof next === 'object' && next !== null && !seen.has(next)) {
      seen.add(next);
      for (const [key, member] of Object.entries(next)) {
        units += key.length;
        waiting.push(member);
        if (units + waiting.length > most) return false;
      }
    }
    if (units > most) return false;
  }
  return true;
}
