import type { ReleaseView, WindowView } from '@yimen/shell-contract';
import { type CSSProperties, memo, type PointerEvent, type ReactNode, useId } from 'react';
import { useShellLocale, useTexts } from '../../app/shell-services.ts';
import type { ArrangeHandlers } from '../grid/use-arrange.ts';
import { MaintenanceNotice } from '../maintenance/maintenance-notice.tsx';
import { useMaintenance } from '../maintenance/use-maintenance.ts';
import { ArrangeHandle } from './arrange-handle.tsx';
import styles from './portlet-window.module.css';
import { useBusyAttribute } from './use-busy-attribute.ts';
import { useController, useShownRelease } from './use-controller.ts';
import { useOnScreen } from './use-on-screen.ts';
import { WindowBody } from './window-body.tsx';
import { windowTitle } from './window-title.ts';
import { WindowTools } from './window-tools.tsx';

type WindowProps = {
  readonly window: WindowView;
  readonly release: ReleaseView | null;
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  readonly isMaximized: boolean;
  /** How far a pointer has dragged the window; null when none does. */
  readonly drag: { readonly x: number; readonly y: number } | null;
  /** Null outside of arranging mode. */
  readonly arrange: ArrangeHandlers | null;
};

/** The frame of a portlet window. What is inside has its own subscription and does not render with it. */
export const PortletWindow = memo(function PortletWindow(props: WindowProps): ReactNode {
  const { window, isMaximized, arrange } = props;
  const locale = useShellLocale();
  const texts = useTexts();
  const titleId = useId();
  const maintenance = useMaintenance(props.release);
  const controller = useController(window.id);
  const release = useShownRelease(controller, props.release);
  const frame = useBusyAttribute(controller);
  const body = useOnScreen(controller);
  const title = windowTitle(window, release, locale);
  const isFolded = window.isMinimized && !isMaximized;
  return (
    <section
      // biome-ignore lint/a11y/noRedundantRoles: written out for scripts that look for the attribute
      role="region"
      aria-labelledby={titleId}
      ref={frame}
      data-portlet-window={window.id}
      data-portlet={window.portlet}
      data-portlet-version={controller?.release.version}
      data-state={isMaximized ? 'maximized' : isFolded ? 'minimized' : 'normal'}
      data-column={props.column}
      data-row={props.row}
      className={classNames(props, isFolded)}
      style={windowStyle(props, isFolded)}
    >
      <header className={styles.header} onPointerDown={dragByHeader(props)}>
        {arrange && !window.locks.includes('move') && (
          <ArrangeHandle kind="move" label={texts.move(title)} nodeId={window.id} handlers={arrange} />
        )}
        <h2 id={titleId} className={styles.title} title={title}>
          {title}
        </h2>
        <WindowTools
          window={window}
          release={release}
          title={title}
          controller={controller}
          isMaximized={isMaximized}
        />
      </header>
      <div ref={body} className={styles.body} hidden={isFolded}>
        {maintenance && <MaintenanceNotice maintenance={maintenance} />}
        {/* What runs already keeps its state under the notice; what does not is not loaded. */}
        {(!maintenance || controller) && (
          <div className={styles.content} hidden={maintenance !== null}>
            <WindowBody controller={controller} />
          </div>
        )}
      </div>
      {arrange && !isFolded && !window.locks.includes('resize') && (
        <ArrangeHandle kind="resize" label={texts.resize(title)} nodeId={window.id} handlers={arrange} />
      )}
    </section>
  );
});

function classNames({ isMaximized, drag, arrange }: WindowProps, isFolded: boolean): string {
  return [
    styles.window,
    isMaximized && styles.maximized,
    isFolded && styles.folded,
    drag && styles.dragged,
    arrange && styles.arranging,
  ]
    .filter(Boolean)
    .join(' ');
}

function windowStyle({ column, row, columns, rows, drag }: WindowProps, isFolded: boolean): CSSProperties {
  return {
    gridColumn: `${column + 1} / span ${columns}`,
    gridRow: `${row + 1} / span ${isFolded ? 1 : rows}`,
    '--rows': rows,
    ...(drag && { transform: `translate(${drag.x}px, ${drag.y}px)` }),
  } as CSSProperties;
}

/** While arranging the whole title bar drags, except for the buttons on it. */
function dragByHeader({ arrange, window }: WindowProps) {
  if (!arrange || window.locks.includes('move')) return undefined;
  return (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    arrange.onPointerDown(event, window.id, 'move');
  };
}
