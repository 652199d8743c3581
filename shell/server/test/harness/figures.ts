import type { FigureReport, WindowFigure, WindowFigureReport } from '@yimen/shell-contract';
import type { TestPortal } from './portal.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

/** What a window that loaded well reports, with overrides. */
export function figureOf(portlet: string, overrides: Partial<WindowFigure> = {}): WindowFigure {
  return {
    portlet,
    version: '1.0.0',
    isNew: true,
    phases: { requested: 2, loaded: 102, mounted: 120, data: 200 },
    errors: {},
    requests: { count: 0, bytes: 0, failures: 0 },
    events: { published: 0, heard: 0 },
    longTasks: [],
    ...overrides,
  };
}

/** Reports as a shell does. */
export function report(
  browser: TestBrowser,
  windows: readonly WindowFigure[],
  overrides: Partial<WindowFigureReport> = {},
): Promise<Answer> {
  const body = { page: 'figures', isSampled: true, windows, ...overrides };
  return browser.api('POST', '/api/window-figures', body);
}

/** Asks as an administrator's program does. */
export async function readFigures(portal: TestPortal, query: string): Promise<FigureReport> {
  const headers = await portal.bearer('launcher', 'portal:admin');
  return (
    await portal.browser().send(`/api/admin/window-figures?${query}`, { headers })
  ).json<FigureReport>();
}
