import type { WindowFigureReport } from '@yimen/shell-contract';
import { request } from './transport.ts';

/** Tells the portal server what windows did; the request outlives the page. */
export function sendFigures(report: WindowFigureReport): Promise<void> {
  return request('/api/window-figures', { method: 'POST', body: report, keepalive: true });
}
