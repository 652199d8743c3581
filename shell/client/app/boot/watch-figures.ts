import type { FigureSettings } from '@yimen/shell-contract';
import { sendFigures } from '../../api/window-figures.ts';
import { observableValue } from '../../portlet-container/observable.ts';
import { observeStore } from '../../session/session-store.ts';
import { reportFigures } from '../report-figures.ts';
import type { ShellServices } from '../shell-services.ts';

/** Tells the portal server what the windows of the open page did. */
export function watchFigures({ container, page }: ShellServices, settings: FigureSettings): void {
  const isVisible = observableValue(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => isVisible.set(document.visibilityState === 'visible'));
  reportFigures({
    settings,
    isVisible,
    page: observeStore(page.store, ({ shown }) => shown?.page.id ?? null),
    take: () => container.figures.take(),
    send: sendFigures,
  });
}
