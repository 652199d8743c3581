import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { type PageName, pageTexts } from './plain-page-texts.ts';

const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f3f6fb;color:#1f2a3d;font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
header{height:52px;display:flex;align-items:center;gap:10px;padding:0 24px;background:#1556b6;color:#fff;font-weight:600}
header span{display:grid;place-items:center;width:28px;height:28px;border-radius:6px;background:#fff;color:#1556b6}
main{max-width:520px;margin:12vh auto 0;padding:0 16px}
article{background:#fff;border:1px solid #e3e9f2;border-radius:8px;padding:32px}
h1{font-size:20px;margin:0 0 8px}
p{margin:0 0 20px;color:#4a576b}
a{display:inline-block;padding:6px 20px;border-radius:6px;background:#1556b6;color:#fff;text-decoration:none}
a:focus-visible{outline:3px solid #8fb6ee;outline-offset:2px}
`;
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; base-uri 'none'; frame-ancestors 'none'`;

/**
 * Answers with a plain page: no outside request, Chinese or English as the browser prefers. It says all it has to say
 * without its script, if it has one.
 */
export function answerWithPage(ctx: Context, name: PageName, o: { href: string; script?: string }): void {
  const locale = ctx.acceptsLanguages('zh-CN', 'zh', 'en-US', 'en') || 'zh-CN';
  const isEnglish = locale.startsWith('en');
  const { status, 'zh-CN': chinese, 'en-US': english } = pageTexts[name];
  const text = isEnglish ? english : chinese;
  ctx.status = status;
  ctx.set('Content-Security-Policy', o.script ? `${POLICY}; script-src ${hashOf(o.script)}` : POLICY);
  ctx.set('Cache-Control', 'no-store');
  if (status === 503) ctx.set('Retry-After', '5');
  ctx.type = 'html';
  ctx.body = `<!doctype html>
<html lang="${isEnglish ? 'en-US' : 'zh-CN'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text.title}</title><style>${STYLE}</style></head>
<body><header><span aria-hidden="true">门</span>${isEnglish ? 'Yimen' : '一门'}</header>
<main><article><h1>${text.title}</h1><p>${text.message}</p><a href="${escapeAttribute(o.href)}">${text.action}</a></article></main>${o.script ? `<script>${o.script}</script>` : ''}
</body></html>`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
