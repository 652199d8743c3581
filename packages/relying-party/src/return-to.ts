const LONGEST = 2000;

/** Where a stepping up in a window of its own ends; a page of ours that leads nowhere, so no loop. */
export const VERIFIED_PATH = '/auth/verified';

/**
 * Turns what a browser sent as `return_to` into a path of this program, or `/`.
 *
 * Only a same-origin path outside `/auth/` is accepted, and `VERIFIED_PATH`: anything else is an open redirect (RFC 9700, 4.11) or a loop.
 */
export function safeReturnTo(value: unknown, publicUrl: string): string {
  if (value === VERIFIED_PATH) return VERIFIED_PATH;
  if (typeof value !== 'string' || value.length > LONGEST) return '/';
  // Browsers drop tabs and line ends from URLs and read "\" as "/": "/\evil" and "/<tab>/evil" would leave this origin.
  if (!value.startsWith('/') || /^\/[/\\]/.test(value) || /[\p{Cc}\\]/u.test(value)) return '/';
  const origin = new URL(publicUrl).origin;
  const url = URL.canParse(value, origin) ? new URL(value, origin) : undefined;
  if (url?.origin !== origin || url.pathname.startsWith('//') || /^\/auth\//i.test(url.pathname)) return '/';
  return url.pathname + url.search + url.hash;
}
