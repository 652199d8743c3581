import { encodeQR } from 'qr';
import { type Html, html } from '../sign-in/html.ts';

/** A QR code as part of the page: nothing is loaded and no style is needed. */
export function qrSvg(text: string, label: string): Html {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows.map(darkRuns).join('');
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${rows.length}v${rows.length}h-${rows.length}z"/><path fill="#000" d="${path}"/></svg>`;
}

/** One rectangle per run of dark modules. */
function darkRuns(row: boolean[], y: number): string {
  const text = row.map((isDark) => (isDark ? '#' : ' ')).join('');
  return [...text.matchAll(/#+/g)]
    .map((run) => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`)
    .join('');
}
