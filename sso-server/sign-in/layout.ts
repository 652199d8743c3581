import type { Context } from 'koa';
import type { SsoConfig } from '../config.ts';
import { paths } from '../provider/paths.ts';
import { type Html, html } from './html.ts';
import { type Locale, type Messages, messages } from './messages.ts';
import { pagePolicy, pagePolicyWithScript, style } from './style.ts';

/** What every page is drawn with. */
export type Page = { ctx: Context; config: SsoConfig; locale: Locale; text: Messages };

export function createPage(ctx: Context, config: SsoConfig, locale: Locale): Page {
  return { ctx, config, locale, text: messages[locale] };
}

export type PageContent = {
  title: string;
  body: Html;
  status?: number;
  back?: string;
  /** More for the head, for example a refresh. */
  head?: Html;
  /** Passkeys work by script only; the page works without. */
  hasPasskey?: boolean;
};

/** Sends a page: plain HTML that works without JavaScript and loads nothing but the script of passkeys (D13). */
export function sendPage(page: Page, o: PageContent): void {
  const { ctx, locale } = page;
  ctx.status = o.status ?? 200;
  ctx.set('content-security-policy', o.hasPasskey ? pagePolicyWithScript : pagePolicy);
  ctx.set('content-language', locale);
  ctx.set('cache-control', 'no-store');
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = document(page, o).markup;
}

function document(page: Page, { title, body, back, head, hasPasskey }: PageContent): Html {
  const { text, locale, config } = page;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${text.product}</title>
<meta name="robots" content="noindex">
${head}<style>${{ markup: style }}</style>
${hasPasskey && html`<script src="${paths.passkeyScript}" defer></script>`}
</head>
<body>
<header class="bar">
<div class="brand"><span class="mark" aria-hidden="true">门</span><span>${text.product}</span><span>${text.subsystem}</span></div>
${back !== undefined && languageLink(page, back)}
</header>
<main>${body}</main>
<footer>${locale === 'zh-CN' ? config.organisationName : config.organisationNameEn}</footer>
</body>
</html>`;
}

function languageLink({ locale, text }: Page, back: string): Html {
  const to = locale === 'zh-CN' ? 'en-US' : 'zh-CN';
  const target = `${paths.locale}?${new URLSearchParams({ to, back })}`;
  return html`<a href="${target}" lang="${to}" hreflang="${to}">${text.switchLanguage}</a>`;
}
