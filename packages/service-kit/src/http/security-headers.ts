import type { Middleware } from 'koa';

/** Response headers by name; `false` leaves a default out. */
export type SecureHeaders = Readonly<Record<string, string | false>>;

// Strict enough for an API; programs with pages replace the policy by one that fits them.
const defaults: SecureHeaders = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // HTML 7.1.2: keyed by origin and not by site, so that a frame from another port or a sibling host gets a process of its
  // own, and a loop in it stops nobody else.
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Sets constant headers before anything runs, so that error answers have them too. Answers are not cached by default. */
export function securityHeaders(own: SecureHeaders = {}): Middleware {
  const lowered = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = Object.entries({ ...defaults, ...Object.fromEntries(lowered) }).filter(
    (entry): entry is [string, string] => entry[1] !== false,
  );
  return async (ctx, next) => {
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    await next();
    if (!ctx.res.headersSent && !ctx.res.hasHeader('cache-control')) ctx.set('cache-control', 'no-store');
  };
}
