import type { Context } from 'koa';

/**
 * Language of the person behind a request: the first of ours that `accept-language` (RFC 9110, 12.5.4) accepts.
 * @returns `zh-CN` when the header is absent or names neither
 */
export function localeOf(ctx: Pick<Context, 'acceptsLanguages'>): 'zh-CN' | 'en-US' {
  const best = ctx.acceptsLanguages('zh-CN', 'zh', 'zh-Hans', 'en-US', 'en', 'en-GB');
  return typeof best === 'string' && best.startsWith('en') ? 'en-US' : 'zh-CN';
}
