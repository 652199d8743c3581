const sizes = new WeakMap<object, number>();

/** Remembers how many bytes an answer of JSON came in; the answer itself goes on to whoever asked. */
export function noteBodySize(body: unknown, text: string): void {
  if (typeof body !== 'object' || body === null) return;
  // UTF-8 of what is not ASCII is longer than its text; exact enough and free where it is.
  sizes.set(body, text.length < 100_000 ? new TextEncoder().encode(text).length : text.length);
}

/** The bytes that an answer came in; 0 when nobody has counted them. */
export function bodySize(body: unknown): number {
  return typeof body === 'object' && body !== null ? (sizes.get(body) ?? 0) : 0;
}
