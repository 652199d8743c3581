import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import type { IconName } from '../../app/icon.tsx';
import { useServices, useTexts } from '../../app/shell-services.ts';
import { useRemoveWindow } from '../use-remove-window.ts';
import { offeredTools } from './offered-tools.ts';

/** Something a window can be told to do. */
export type WindowTool = {
  readonly key: 'help' | 'settings' | 'minimize' | 'remove' | 'maximize' | 'restore';
  readonly icon: IconName;
  /** Names the window too; `short` is for the window's own menu. */
  readonly label: string;
  readonly short: string;
  readonly run: () => void;
};

/** The tools of one window: those that stay quiet until the person is at it, and the one that changes its size. */
export function useWindowTools(
  window: WindowView,
  release: ReleaseView | null,
  shown: { readonly title: string; readonly isMaximized: boolean },
): { quiet: WindowTool[]; state: WindowTool | null } {
  const texts = useTexts();
  const { page, navigator } = useServices();
  const remove = useRemoveWindow();
  const { title, isMaximized } = shown;
  const { setMode, setMaximized } = navigator.renderState;
  const offers = offeredTools(window, release);
  const isFolded = window.isMinimized && !isMaximized;
  const minimize = (isMinimized: boolean) => () => {
    page.change([{ op: 'minimize', nodeId: window.id, isMinimized }]).catch(() => undefined);
  };
  const tool = (key: WindowTool['key'], icon: IconName, short: string, run: () => void): WindowTool => ({
    key,
    icon,
    label: texts[key](title),
    short,
    run,
  });
  const quiet = [
    offers.help && tool('help', 'help', texts.helpShort, () => setMode(window.id, 'help')),
    offers.settings && tool('settings', 'settings', texts.settingsShort, () => setMode(window.id, 'edit')),
    offers.minimize &&
      !window.isMinimized &&
      !isMaximized &&
      tool('minimize', 'minimize', texts.minimizeShort, minimize(true)),
    offers.remove && tool('remove', 'remove', texts.removeShort, () => void remove(window, title)),
  ];
  const restored = isFolded ? minimize(false) : () => setMaximized(null);
  const state =
    isFolded || isMaximized
      ? tool('restore', isFolded ? 'expand' : 'restore', texts.restoreShort, restored)
      : offers.maximize
        ? tool('maximize', 'maximize', texts.restoreShort, () => setMaximized(window.id))
        : null;
  return { quiet: quiet.filter((offered) => offered !== false), state };
}
