import type { Bootstrap, ReadAnswer } from '@yimen/shell-contract';
import type { ShellAssets, ShellFile } from './shell-assets.ts';

const TITLES = { 'zh-CN': '一门', 'en-US': 'Yimen' } as const;
const NO_SCRIPT = {
  'zh-CN': '门户需要 JavaScript，请在浏览器设置中启用后刷新本页。',
  'en-US': 'The portal needs JavaScript. Enable it in the browser settings and reload.',
} as const;
const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1556b6"/><path d="M9 9v15M9 9h14v15h-3M13 6.5l2 2" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  );
// What is seen until the shell has drawn its own top bar in the same place.
const FIRST_STYLE =
  'html{background:#f3f6fb}body{margin:0}' +
  '.yimen-first{display:flex;align-items:center;gap:10px;height:52px;padding:0 24px;box-sizing:border-box;background:#1556b6;color:#fff;font:600 16px/1 "Microsoft YaHei","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}' +
  '.yimen-first span{display:grid;place-items:center;width:28px;height:28px;border-radius:6px;background:#fff;color:#1556b6}';

/** What the document of a page is made from. */
export type DocumentParts = {
  bootstrap: Bootstrap;
  assets: ShellAssets;
  /** Entries of the page's portlets, to load before any script asks. */
  preloads: readonly ShellFile[];
};

/** Everything up to the data that is still to come: preloads, bootstrap data, the shell's entry (D9). */
export function documentStart({ bootstrap, assets, preloads }: DocumentParts): string {
  const { session, page, cspNonce } = bootstrap;
  const { locale } = session;
  const title = page ? `${page.page.title[locale]} · ${TITLES[locale]}` : TITLES[locale];
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta property="csp-nonce" nonce="${cspNonce}"><title>${escapeHtml(title)}</title>`,
    `<link rel="icon" href="${ICON}">`,
    ...assets.styles.map(
      ({ url, integrity }) => `<link rel="stylesheet" crossorigin href="${url}" integrity="${integrity}">`,
    ),
    ...[assets.entry, ...assets.chunks, ...preloads].map(modulePreload),
    `<style nonce="${cspNonce}">${FIRST_STYLE}</style></head><body>`,
    `<div id="root"><div class="yimen-first"><span aria-hidden="true">门</span>${TITLES[locale]}</div></div>`,
    `<noscript>${NO_SCRIPT[locale]}</noscript>`,
    `<script type="application/json" id="yimen-bootstrap">${embed(bootstrap)}</script>`,
    // async: it runs while the rest of the document is still on its way.
    `<script type="module" async crossorigin src="${assets.entry.url}" integrity="${assets.entry.integrity}"></script>\n`,
  ].join('');
}

/** Data of a resource, as the shell would get it under the same address. */
export function documentResource(url: string, answer: ReadAnswer): string {
  return `<script type="application/json" data-yimen-resource="${escapeHtml(url)}">${embed(answer)}</script>\n`;
}

/** The end: nothing more is to come. */
export const documentEnd = '<script type="application/json" id="yimen-end">{}</script></body></html>\n';

function modulePreload({ url, integrity }: ShellFile): string {
  return `<link rel="modulepreload" crossorigin href="${escapeHtml(url)}" integrity="${integrity}">`;
}

// "</script>" and "<!--" inside a string must not end the element.
function embed(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
