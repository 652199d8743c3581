import { Marked } from 'marked';

const pageStyle = `:root{color-scheme:light dark}body{margin:0 auto;max-width:880px;padding:16px 24px 64px;font:16px/1.65 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif}
nav{border-bottom:1px solid #8886;padding-bottom:8px}pre{overflow:auto;padding:12px;background:#8881;border-radius:6px;line-height:1.45}
code{font-family:ui-monospace,monospace;font-size:.92em}table{border-collapse:collapse;display:block;overflow:auto}th,td{border:1px solid #8886;padding:4px 10px;text-align:left;vertical-align:top}
h1,h2,h3{line-height:1.3}img{max-width:100%}a:focus-visible,pre:focus-visible{outline:3px solid #8fb6ee}`;

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Name of a heading in addresses, as code hosts make it. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

const markdown = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${escapeHtml(headingId(text))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    code({ text, lang = '' }) {
      const [, path] = lang.split(' ');
      const title = path ? `<p><code>${escapeHtml(path)}</code></p>` : '';
      return `${title}<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
    },
    // The pages are text: what looks like HTML in them is shown, not obeyed.
    html: ({ text }) => escapeHtml(text),
  },
});

/**
 * A page of the documentation as plain HTML: no script, nothing from outside.
 *
 * @param source the page in Markdown
 * @param home address of the first page, seen from this one
 */
export function renderPage(source: string, home: string): string {
  const title = /^# (.+)$/m.exec(source)?.[1] ?? 'Yimen';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${pageStyle}</style></head><body><nav><a href="${escapeHtml(home)}">Yimen documentation</a></nav><main>${markdown.parse(source, { async: false })}</main></body></html>\n`;
}
