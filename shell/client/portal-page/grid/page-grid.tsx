import { useObservable } from '@yimen/portlet-sdk';
import type { PageView, WindowView } from '@yimen/shell-contract';
import { arrangeNode, compactLayout } from '@yimen/shell-contract/layout';
import { type CSSProperties, type ReactNode, useRef } from 'react';
import { useServices, useShellLocale } from '../../app/shell-services.ts';
import { PortletWindow } from '../window/portlet-window.tsx';
import { windowTitle } from '../window/window-title.ts';
import { minimumSize } from './minimum-size.ts';
import styles from './page-grid.module.css';
import { type ArrangeDraft, type ArrangeSource, useArrange } from './use-arrange.ts';

type GridProps = {
  readonly view: PageView;
  readonly isArranging: boolean;
  /** Says aloud what arranging did. */
  readonly narrate: (text: string) => void;
};

/** The windows of the page in the twelve-column grid; one column in reading order on a narrow screen. */
export function PageGrid({ view, isArranging, narrate }: GridProps): ReactNode {
  const { navigator } = useServices();
  const { maximized } = useObservable(navigator.renderState);
  const grid = useRef<HTMLDivElement>(null);
  const arrange = useArrange({ source: usePageSource(view), grid, narrate });
  const shown = shownLayout(view.windows, arrange.draft);
  const places = new Map(shown.map(({ id, place }) => [id, place]));
  const ordered = useStableOrder(shown, isArranging);
  const hasMaximized = ordered.some(({ id }) => id === maximized);
  return (
    <div ref={grid} className={styles.grid} data-maximized={hasMaximized || undefined}>
      {ordered.map((window) => {
        const place = places.get(window.id) ?? window.place;
        return (
          <PortletWindow
            key={window.id}
            window={window}
            release={view.releases[window.portlet] ?? null}
            column={place.column}
            row={place.row}
            columns={place.columns}
            rows={place.rows}
            isMaximized={maximized === window.id}
            drag={arrange.draft?.nodeId === window.id ? arrange.draft.offset : null}
            arrange={isArranging ? arrange.handlers : null}
          />
        );
      })}
      {arrange.draft?.offset && <DropMark place={places.get(arrange.draft.nodeId)} />}
    </div>
  );
}

function usePageSource(view: PageView): ArrangeSource {
  const { page } = useServices();
  const locale = useShellLocale();
  const find = (nodeId: string) => view.windows.find(({ id }) => id === nodeId);
  return {
    nodes: view.windows,
    titleOf(nodeId) {
      const window = find(nodeId);
      return window ? windowTitle(window, view.releases[window.portlet], locale) : nodeId;
    },
    smallestOf: (nodeId) => minimumSize(view.releases[find(nodeId)?.portlet ?? '']),
    // The queue's owner has told the person why when this rejects.
    save: (changes) => void page.change(changes).catch(() => undefined),
  };
}

function shownLayout(windows: readonly WindowView[], draft: ArrangeDraft | null): readonly WindowView[] {
  const nodes = draft ? arrangeNode(windows, draft.nodeId, draft.place).nodes : compactLayout(windows);
  return nodes.filter(({ isHidden }) => !isHidden);
}

/**
 * The order in the document is the reading order, but not while arranging: moving an element in the document takes
 * the focus from the handle in it.
 */
function useStableOrder(shown: readonly WindowView[], isArranging: boolean): readonly WindowView[] {
  const order = useRef<readonly string[]>([]);
  if (!isArranging) order.current = shown.map(({ id }) => id);
  const rank = new Map(order.current.map((id, index) => [id, index]));
  return shown.toSorted(
    (a, b) => (rank.get(a.id) ?? Number.MAX_SAFE_INTEGER) - (rank.get(b.id) ?? Number.MAX_SAFE_INTEGER),
  );
}

/** Where a dragged window would be dropped. */
export function DropMark({ place }: { readonly place: WindowView['place'] | undefined }): ReactNode {
  if (!place) return null;
  const style: CSSProperties = {
    gridColumn: `${place.column + 1} / span ${place.columns}`,
    gridRow: `${place.row + 1} / span ${place.rows}`,
  };
  return <div className={styles.dropMark} style={style} />;
}
