import type { Observable } from '@yimen/portlet-sdk';
import type { FigureSettings, WindowFigure, WindowFigureReport } from '@yimen/shell-contract';

type Reporting = {
  readonly settings: FigureSettings;
  /** What windows did since the last call. */
  take(): WindowFigure[];
  /** Id of the page that is open; null while none is. */
  page: Observable<string | null>;
  readonly isVisible: Observable<boolean>;
  send(report: WindowFigureReport): Promise<unknown>;
};

/** Windows in one report: its body stays below what a browser sends for a page that is going away. */
const mostWindows = 40;

/**
 * Reports what windows did: regularly, when the page is hidden (a page that is closed is told of nothing else), and
 * before another page is opened. Outside of the sample it tells of failures only. A report that is lost is lost.
 *
 * @returns the undo
 */
export function reportFigures(o: Reporting): () => void {
  let page = o.page.get();

  function report(): void {
    // Windows of a page that is about to be shown are its own to tell of.
    if (page === null) return;
    const taken = o.take();
    const windows = o.settings.isSampled ? taken : taken.filter(hasFailed);
    for (let start = 0; start < windows.length; start += mostWindows) {
      const part = windows.slice(start, start + mostWindows);
      o.send({ page, isSampled: o.settings.isSampled, windows: part }).catch(() => undefined);
    }
  }

  const timer = setInterval(report, o.settings.interval);
  const undos = [
    o.isVisible.subscribe(() => {
      if (!o.isVisible.get()) report();
    }),
    o.page.subscribe(() => {
      if (o.page.get() === page) return;
      report();
      page = o.page.get();
    }),
  ];
  return () => {
    clearInterval(timer);
    for (const undo of undos) undo();
  };
}

/** Errors and excesses are told of every page: a publisher is told of each excess (SPEC R113). */
const hasFailed = ({ errors, excesses = [] }: WindowFigure) =>
  Object.keys(errors).length > 0 || excesses.length > 0;
