import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import { memo, type ReactNode, useState } from 'react';
import { Icon, type IconName } from '../../app/icon.tsx';
import { MenuButton, type MenuItem } from '../../app/menu-button.tsx';
import { useServices, useTexts } from '../../app/shell-services.ts';
import { useSelected } from '../../app/use-selected.ts';
import type { WindowController } from '../../portlet-container/window-controller.ts';
import { LazyDialog } from '../dialogs/lazy-dialog.tsx';
import { useRemoveWindow } from '../use-remove-window.ts';
import { offeredTools } from './offered-tools.ts';
import { noSnapshot, WindowDialogs } from './window-dialogs.tsx';
import styles from './window-tools.module.css';

type ToolsProps = {
  readonly window: WindowView;
  readonly release: ReleaseView | null;
  readonly title: string;
  readonly controller: WindowController | undefined;
  readonly isMaximized: boolean;
};

/** The buttons of a window; all of them are in its menu too, which is all that a touch screen shows. */
export const WindowTools = memo(function WindowTools(props: ToolsProps): ReactNode {
  const { window, release, title, controller, isMaximized } = props;
  const texts = useTexts();
  const { navigator, page } = useServices();
  const [dialog, setDialog] = useState<'rename' | 'log' | null>(null);
  const close = () => setDialog(null);
  const remove = useRemoveWindow();
  const { renderState } = navigator;
  const mode = useSelected(renderState, ({ windows }) => windows[window.id]?.mode ?? 'view');
  const isInOwnMode = useSelected(
    controller?.snapshot ?? noSnapshot,
    (snapshot) => snapshot.status === 'ready' && snapshot.mount.mode !== 'view',
  );
  const offers = offeredTools(window, release);
  const minimize = (isMinimized: boolean) => {
    page.change([{ op: 'minimize', nodeId: window.id, isMinimized }]).catch(() => undefined);
  };
  const isFolded = window.isMinimized && !isMaximized;
  const tools: Tool[] = [
    {
      key: 'help',
      icon: 'help',
      label: texts.help(title),
      short: texts.helpShort,
      when: offers.help,
      run: () => renderState.setMode(window.id, 'help'),
    },
    {
      key: 'settings',
      icon: 'settings',
      label: texts.settings(title),
      short: texts.settingsShort,
      when: offers.settings,
      run: () => renderState.setMode(window.id, 'edit'),
    },
    {
      key: 'minimize',
      icon: 'minimize',
      label: texts.minimize(title),
      short: texts.minimizeShort,
      when: offers.minimize && !window.isMinimized && !isMaximized,
      run: () => minimize(true),
    },
    {
      key: 'remove',
      icon: 'close',
      label: texts.remove(title),
      short: texts.removeShort,
      when: offers.remove,
      isDanger: true,
      run: () => remove(window, title),
    },
  ];
  const offered = tools.filter(({ when }) => when);
  return (
    <div className={styles.tools}>
      {isInOwnMode && (
        <ToolButton
          icon="back"
          label={texts.backToView}
          onClick={() => renderState.setMode(window.id, 'view')}
        />
      )}
      <span className={styles.quiet}>
        {offered.map(({ key, icon, label, run }) => (
          <ToolButton key={key} icon={icon} label={label} onClick={run} />
        ))}
      </span>
      {controller && (
        <ToolButton
          icon="refresh"
          label={texts.refresh(title)}
          className={styles.refresh}
          onClick={() => void controller.refresh()}
        />
      )}
      {isFolded && <ToolButton icon="expand" label={texts.restore(title)} onClick={() => minimize(false)} />}
      {isMaximized && (
        <ToolButton
          icon="restore"
          label={texts.restore(title)}
          onClick={() => renderState.setMaximized(null)}
        />
      )}
      {offers.maximize && !isMaximized && !isFolded && (
        <ToolButton
          icon="maximize"
          label={texts.maximize(title)}
          onClick={() => renderState.setMaximized(window.id)}
        />
      )}
      <MenuButton
        label={texts.more(title)}
        className={styles.tool}
        items={[
          ...offered.filter(({ key }) => key !== 'remove').map(menuItem),
          { key: 'rename', icon: 'compose', label: texts.rename, onSelect: () => setDialog('rename') },
          ...(controller
            ? [{ key: 'log', icon: 'info', label: texts.log, onSelect: () => setDialog('log') } as const]
            : []),
          ...offered.filter(({ key }) => key === 'remove').map(menuItem),
        ]}
      />
      <WindowDialogs window={window} release={release} title={title} controller={controller} mode={mode} />
      {dialog && (
        <LazyDialog onClose={close}>
          {({ RenameDialog, WindowLogDialog }) =>
            dialog === 'rename' ? (
              <RenameDialog window={window} title={title} onClose={close} />
            ) : (
              controller && <WindowLogDialog title={title} controller={controller} onClose={close} />
            )
          }
        </LazyDialog>
      )}
    </div>
  );
});

type Tool = {
  readonly key: string;
  readonly icon: IconName;
  readonly label: string;
  readonly short: string;
  readonly when: boolean;
  readonly isDanger?: boolean;
  readonly run: () => void;
};

function menuItem({ key, icon, short, isDanger, run }: Tool): MenuItem {
  return { key, icon, label: short, onSelect: run, ...(isDanger && { isDanger }) };
}

type ToolButtonProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly className?: string | undefined;
  readonly onClick: () => void;
};

function ToolButton({ icon, label, className = '', onClick }: ToolButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`${styles.tool} ${className}`}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
