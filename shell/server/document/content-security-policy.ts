/**
 * The policy of a page's document: code from this origin only, no inline script, no eval.
 *
 * @param nonce allows the style elements that the design system inserts at run time
 * @param frames where frames may lead (see `frameSources`)
 * @param devOrigins origins of a developer's own machine (see `devOverrides`); hot reload needs inline styles, which a
 *   nonce would switch off again
 * @param codeSources addresses of folders that the page's portlets have their files in, instead of at the portal
 */
export function documentPolicy(
  nonce: string,
  frames: readonly string[],
  devOrigins: readonly string[],
  codeSources: readonly string[] = [],
): string {
  const isDev = devOrigins.length > 0;
  const sockets = devOrigins.map((origin) => origin.replace(/^http/, 'ws'));
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...devOrigins, ...codeSources],
    // The shell reads a file that was refused once more, to tell of it.
    'connect-src': ["'self'", ...devOrigins, ...sockets, ...codeSources],
    'img-src': ["'self'", 'data:', ...devOrigins, ...codeSources],
    'font-src': ["'self'", ...devOrigins, ...codeSources],
    'style-src': [
      "'self'",
      ...codeSources,
      ...(isDev ? ["'unsafe-inline'", ...devOrigins] : [`'nonce-${nonce}'`]),
    ],
    // The design system sets style attributes (positions of pop-ups); they cannot load or run anything.
    'style-src-attr': ["'unsafe-inline'"],
    'frame-src': [...frames, ...devOrigins],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
    // No form-action: Chromium applies it to redirects after a form, which ends sign-out on its way to the provider.
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
