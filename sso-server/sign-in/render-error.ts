import type { ProblemDetails } from '@yimen/problem';
import type { Context } from 'koa';
import { type Configuration, errors } from 'oidc-provider';
import { findStaleInteraction } from '../adapter/stale-interactions.ts';
import type { SsoConfig } from '../config.ts';
import type { Services } from '../services.ts';
import { createPage } from './layout.ts';
import { localeOfPage } from './locale.ts';
import type { Locale } from './messages.ts';
import { restart } from './open-interaction.ts';
import { sendMessagePage } from './pages.ts';

type RenderError = NonNullable<Configuration['renderError']>;

/** Errors that cannot go back to the relying party: a clear page with the stable English code. */
export function createRenderError({
  config,
  services,
}: {
  config: SsoConfig;
  services: () => Services;
}): RenderError {
  return async (oidcContext, out, error) => {
    const ctx = oidcContext as unknown as Context;
    if (error instanceof errors.SessionNotFound) {
      // A tab that comes back to a finished sign-in (the back button, a second click) begins again.
      const stale = await findStaleInteraction(services(), ctx.path.split('/').at(-1) ?? '');
      if (stale) {
        restart(ctx, stale.query);
        return;
      }
    }
    const page = createPage(ctx, config, localeOfPage(ctx));
    const isOurs = out.error === 'server_error';
    const detail = 'error_description' in out && !isOurs ? ` (${out.error_description})` : '';
    sendMessagePage(page, {
      title: page.text.errorTitle,
      lead: isOurs ? page.text.errorServer : page.text.errorClient,
      code: `${out.error}${detail}`,
      status: Math.max(ctx.status, 400),
    });
  };
}

const awayTexts: Record<Locale, string> = {
  'zh-CN': '统一身份认证暂时不可用，正在恢复。请稍等片刻后刷新本页；已登录的业务系统不受影响。',
  'en-US': 'Single sign-on is away for a moment and will be back. Please wait a little and reload this page.',
};

/** Problems of our own routes, for a person who navigated there. */
export function createRenderProblem(config: SsoConfig) {
  return (ctx: Context, details: ProblemDetails): string => {
    const page = createPage(ctx, config, localeOfPage(ctx));
    const isOurs = details.status >= 500;
    sendMessagePage(page, {
      title: details.status === 404 ? page.text.missingPageTitle : page.text.errorTitle,
      lead:
        details.status === 503
          ? awayTexts[page.locale]
          : isOurs
            ? page.text.errorServer
            : page.text.errorClient,
      code: details.type.split(':').at(-1) ?? 'error',
      status: details.status,
    });
    return String(ctx.body);
  };
}
