import type { ProblemDetails } from '@yimen/problem';

const words = {
  'zh-CN': { home: '返回首页', reference: '请求编号' },
  'en-US': { home: 'Back to the start page', reference: 'Request' },
} as const;

/**
 * A plain page for a problem, for programs that bring none of their own. No style, script or outside request, so it
 * works under any content security policy.
 */
export function plainProblemPage(details: ProblemDetails, locale: 'zh-CN' | 'en-US'): string {
  const { home, reference } = words[locale];
  const detail = details.detail ? `<p>${escapeHtml(details.detail)}</p>` : '';
  const id = details.instance ? `<p><small>${reference}: ${escapeHtml(details.instance)}</small></p>` : '';
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(details.title)}</title></head>
<body><main><h1>${escapeHtml(details.title)}</h1>${detail}<p><a href="/">${home}</a></p>${id}</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
