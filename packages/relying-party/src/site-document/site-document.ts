import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StaticFiles, staticFiles } from '@yimen/service-kit';
import type { Middleware } from 'koa';
import type { RelyingParty } from '../create-relying-party.ts';

/** The placeholder that the build puts where the nonce of the document has to be (`html.cspNonce` of Vite). */
const noncePlaceholder = '__YIMEN_NONCE__';

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // Ant Design sets style attributes; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // No form-action: Chromium applies it to the redirect of the sign-out form to the OpenID Provider.
  ].join('; ');

/**
 * Serves a system's own site: its hashed files under /assets/ to everybody, and for every other path that a person
 * navigates to the document, once she is signed in. Each document has a nonce of its own and a policy (Content
 * Security Policy Level 3) that lets nothing in from elsewhere. Paths under /api/ are left to the routes.
 *
 * @param dir where `vite build` put the site, with `html.cspNonce` set to `__YIMEN_NONCE__`
 * @param relyingParty who signs the person in
 * @returns middleware that comes last, behind the routes
 * @throws Error when the site has not been built
 */
export function siteDocument(
  dir: string,
  relyingParty: Pick<RelyingParty, 'loadSession' | 'requireSession'>,
): Middleware {
  const template = readFileSync(join(dir, 'index.html'), 'utf8');
  const files: StaticFiles = staticFiles({ dir, immutable: (path) => path.startsWith('/assets/') });
  const load = relyingParty.loadSession();
  const demand = relyingParty.requireSession();
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    if (ctx.path.startsWith('/assets/')) return files(ctx, next);
    if (ctx.path.startsWith('/api/') || !ctx.accepts('html')) return next();
    await load(ctx, () =>
      demand(ctx, async () => {
        const nonce = randomBytes(18).toString('base64url');
        ctx.set('content-security-policy', policy(nonce));
        ctx.set('cache-control', 'no-store');
        ctx.type = 'text/html; charset=utf-8';
        ctx.body = template.replaceAll(noncePlaceholder, nonce);
      }),
    );
  };
}
