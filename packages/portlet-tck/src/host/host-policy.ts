/** Nonce of the kit's page. */
export const hostNonce = 'portlet-tck';

/** Where pages of releases are served for frames, as in the portal. */
export const framesFolder = '/frames/tck';

/**
 * The policy of the portal's documents. A test of the portal's server compares both (`shell/server/test`).
 *
 * @param origin the kit's own origin
 */
export function hostPolicy(origin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `style-src 'self' 'nonce-${hostNonce}'`,
    "style-src-attr 'unsafe-inline'",
    `frame-src ${origin}/releases/ ${origin}/frames/`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

/**
 * The policy of a file that is served for a frame: no origin, nothing but files of its own release, nobody to ask.
 *
 * @param origin the kit's own origin
 * @param folder path of the release's files for frames
 */
export function framePagePolicy(origin: string, folder: string): string {
  const own = `${origin}${folder}/`;
  return [
    'sandbox allow-scripts allow-forms',
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    `img-src ${own} data: blob:`,
    `font-src ${own} data:`,
    `media-src ${own}`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${origin}`,
  ].join('; ');
}
