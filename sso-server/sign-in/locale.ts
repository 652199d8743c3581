import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { paths } from '../provider/paths.ts';
import type { Locale } from './messages.ts';

const cookieName = 'yimen_sso_locale';
const oneYearMs = 365 * 24 * 3_600_000;

/**
 * Chinese first. What the person chose here counts most, then what the relying party asked for
 * (`ui_locales`); the browser's own language says little on the machines of an office.
 */
export function localeOfPage(ctx: Context, uiLocales?: unknown): Locale {
  const chosen = ctx.cookies.get(cookieName, { signed: false });
  if (chosen === 'zh-CN' || chosen === 'en-US') return chosen;
  const asked = typeof uiLocales === 'string' ? uiLocales : ctx.query.ui_locales;
  for (const tag of typeof asked === 'string' ? asked.split(' ') : []) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en-US';
  }
  return 'zh-CN';
}

const query = z.object({
  to: z.enum(['zh-CN', 'en-US']),
  // A path of this server only: `//host` and `/\host` would lead away.
  back: z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/),
});

/** The language switch is a link, so it works without JavaScript. */
export function switchLocale(): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== paths.locale || ctx.method !== 'GET') return next();
    const input = query.safeParse(ctx.query);
    if (input.success) {
      ctx.cookies.set(cookieName, input.data.to, {
        signed: false,
        httpOnly: true,
        sameSite: 'lax',
        maxAge: oneYearMs,
        overwrite: true,
      });
    }
    ctx.status = 303;
    ctx.redirect(input.success ? input.data.back : paths.signedOut);
  };
}
