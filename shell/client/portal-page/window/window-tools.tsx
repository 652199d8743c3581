import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import { memo, type ReactNode, useRef, useState } from 'react';
import { Icon, type IconName } from '../../app/icon.tsx';
import { MenuButton, type MenuItem } from '../../app/menu-button.tsx';
import { useServices, useTexts } from '../../app/shell-services.ts';
import { useSelected } from '../../app/use-selected.ts';
import type { WatchedController } from '../../portlet-container/containment/contained-window.ts';
import { LazyDialog } from '../dialogs/lazy-dialog.tsx';
import { useWindowTools, type WindowTool } from './use-window-tools.ts';
import { noSnapshot, WindowDialogs } from './window-dialogs.tsx';
import styles from './window-tools.module.css';

type ToolsProps = {
  readonly window: WindowView;
  readonly release: ReleaseView | null;
  readonly title: string;
  readonly controller: WatchedController | undefined;
  readonly isMaximized: boolean;
};

/** The buttons of a window; all of them are in its menu too, which is all that a touch screen shows. */
export const WindowTools = memo(function WindowTools(props: ToolsProps): ReactNode {
  const { window, release, title, controller, isMaximized } = props;
  const texts = useTexts();
  const { renderState } = useServices().navigator;
  const [dialog, setDialog] = useState<'rename' | 'log' | null>(null);
  const close = () => setDialog(null);
  const area = useRef<HTMLDivElement>(null);
  const mode = useSelected(renderState, ({ windows }) => windows[window.id]?.mode ?? 'view');
  const isInOwnMode = useSelected(
    controller?.snapshot ?? noSnapshot,
    (snapshot) => snapshot.status === 'ready' && snapshot.mount.mode !== 'view',
  );
  const { quiet, state } = useWindowTools(window, release, { title, isMaximized });
  const run = (tool: WindowTool) => {
    // The button that folds the window goes; the one that unfolds it is where the person will look.
    if (tool.key === 'minimize') area.current?.querySelector<HTMLElement>('[data-tool=state]')?.focus();
    tool.run();
  };
  return (
    <div ref={area} className={styles.tools}>
      {isInOwnMode && (
        <ToolButton
          icon="back"
          label={texts.backToView}
          onClick={() => renderState.setMode(window.id, 'view')}
        />
      )}
      <span className={styles.quiet}>
        {quiet.map((tool) => (
          <ToolButton key={tool.key} icon={tool.icon} label={tool.label} onClick={() => run(tool)} />
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
      {state && <ToolButton icon={state.icon} label={state.label} tool="state" onClick={state.run} />}
      <MenuButton
        label={texts.more(title)}
        className={styles.tool}
        items={[
          ...quiet.filter(({ key }) => key !== 'remove').map(menuItem),
          { key: 'rename', icon: 'compose', label: texts.rename, onSelect: () => setDialog('rename') },
          ...(controller
            ? [{ key: 'log', icon: 'info', label: texts.log, onSelect: () => setDialog('log') } as const]
            : []),
          ...quiet.filter(({ key }) => key === 'remove').map(menuItem),
        ]}
      />
      <WindowDialogs window={window} release={release} title={title} controller={controller} mode={mode} />
      {dialog && (
        <LazyDialog onClose={close}>
          {({ RenameDialog, DiagnosisDialog }) =>
            dialog === 'rename' ? (
              <RenameDialog window={window} title={title} onClose={close} />
            ) : (
              controller && <DiagnosisDialog title={title} controller={controller} onClose={close} />
            )
          }
        </LazyDialog>
      )}
    </div>
  );
});

function menuItem({ key, icon, short, run }: WindowTool): MenuItem {
  return { key, icon, label: short, onSelect: run, ...(key === 'remove' && { isDanger: true }) };
}

type ToolButtonProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly className?: string | undefined;
  readonly tool?: string;
  readonly onClick: () => void;
};

function ToolButton({ icon, label, className = '', tool, onClick }: ToolButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`${styles.tool} ${className}`}
      data-tool={tool}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
