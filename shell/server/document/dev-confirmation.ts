import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Locale } from '@yimen/portlet-sdk/descriptor';
import type { Context } from 'koa';
import type { Viewer } from '../session/viewer.ts';
import type { DevOverrides } from './dev-override.ts';

const COOKIE = 'yimen_portal_dev';
const MOST_ORIGINS = 10;

const TEXTS = {
  'zh-CN': {
    title: '运行本机代码？',
    lead: '这个链接要在门户中以您的身份运行来自本机的代码。它能做您在门户中能做的一切。只有您自己正在开发这些组件时才继续；如果链接是别人发来的，请不要继续。',
    portlet: '组件',
    origin: '代码来自',
    once: '同意后，在您退出登录前不再询问这些地址。',
    goOn: '我正在开发，继续',
    without: '不运行，打开正常页面',
  },
  'en-US': {
    title: 'Run code of your own machine?',
    lead: 'This link wants to run code from your own machine in the portal, as you. It can do whatever you can do here. Go on only if you are developing these portlets yourself right now; if somebody sent you the link, do not.',
    portlet: 'Portlet',
    origin: 'Code from',
    once: 'Once you have agreed, these addresses are not asked about again until you sign out.',
    goOn: 'I am developing, go on',
    without: 'Open the page without it',
  },
} as const;

/** Whether a developer has agreed, in this session, to run code of these addresses of her machine. */
export type DevConfirmation = {
  isConfirmed(ctx: Context, viewer: Viewer, dev: DevOverrides): boolean;
  /** Keeps her agreement for as long as this session and this browser window last. */
  confirm(ctx: Context, viewer: Viewer, dev: DevOverrides): void;
  /** What her form has to bring: a page of another site cannot know it. */
  proofOf(viewer: Viewer): string;
  isProof(viewer: Viewer, given: unknown): boolean;
};

/** @param o the portal's secret, and its address for browsers */
export function createDevConfirmation(o: { secret: string; publicUrl: string }): DevConfirmation {
  const key = Buffer.from(hkdfSync('sha256', o.secret, '', 'yimen portal dev overrides', 32));
  const proof = (viewer: Viewer, what: string) =>
    createHmac('sha256', key).update(`${viewer.session.key}\n${what}`).digest('base64url');
  const proofOf = (viewer: Viewer) => proof(viewer, 'form');
  const kept = (ctx: Context) => (ctx.cookies.get(COOKIE) ?? '').split('.').filter(Boolean);
  return {
    isConfirmed(ctx, viewer, { origins }) {
      const agreed = new Set(kept(ctx));
      return origins.every((origin) => agreed.has(proof(viewer, `origin ${origin}`)));
    },
    confirm(ctx, viewer, { origins }) {
      const added = origins.map((origin) => proof(viewer, `origin ${origin}`));
      const all = [...new Set([...added, ...kept(ctx)])].slice(0, MOST_ORIGINS);
      const secure = o.publicUrl.startsWith('https:') ? '; Secure' : '';
      ctx.append('set-cookie', `${COOKIE}=${all.join('.')}; Path=/; HttpOnly; SameSite=Lax${secure}`);
    },
    proofOf,
    isProof(viewer, given) {
      const expected = Buffer.from(proofOf(viewer));
      const actual = Buffer.from(typeof given === 'string' ? given : '');
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}

/** The question, as a plain page: nothing of the portal and nothing of her machine has run yet. */
export function confirmationPage(o: {
  locale: Locale;
  nonce: string;
  dev: DevOverrides;
  proof: string;
  /** Path and query of the page that she asked for, and of the same without the override. */
  target: string;
  without: string;
}): string {
  const text = TEXTS[o.locale];
  const rows = [...o.dev.sources].map(
    ([name, url]) => `<dt>${text.portlet} ${escapeHtml(name)}</dt><dd>${text.origin} ${escapeHtml(url)}</dd>`,
  );
  return `<!doctype html><html lang="${o.locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text.title}</title><style nonce="${o.nonce}">${STYLE}</style></head>
<body><main><h1>${text.title}</h1><p>${text.lead}</p><dl>${rows.join('')}</dl><p>${text.once}</p>
<form method="post" action="/dev-overrides"><input type="hidden" name="proof" value="${o.proof}"><input type="hidden" name="target" value="${escapeHtml(o.target)}">
<a href="${escapeHtml(o.without)}">${text.without}</a> <button type="submit">${text.goOn}</button></form></main></body></html>
`;
}

/** Of this one page: no script at all. */
export const confirmationPolicy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const STYLE = `body{margin:0;background:#f3f6fb;color:#1f2a3d;font:16px/1.7 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:560px;margin:10vh auto 0;padding:32px;background:#fff;border:1px solid #e3e9f2;border-radius:8px}
h1{font-size:20px;margin:0 0 8px}dt{font-weight:600}dd{margin:0 0 8px;word-break:break-all}
a,button{display:inline-block;padding:6px 20px;border-radius:6px;font:inherit;border:1px solid #1556b6;text-decoration:none}
a{background:#1556b6;color:#fff}button{background:#fff;color:#1556b6;cursor:pointer}
a:focus-visible,button:focus-visible{outline:3px solid #8fb6ee;outline-offset:2px}`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
