import type { LayoutNode } from '@yimen/shell-contract';
import { arrangeNode, compactLayout } from '@yimen/shell-contract/layout';
import { type ReactNode, useRef, useState } from 'react';
import { useShellLocale } from '../../app/shell-services.ts';
import { minimumSize } from '../../portal-page/grid/minimum-size.ts';
import grid from '../../portal-page/grid/page-grid.module.css';
import { DropMark } from '../../portal-page/grid/page-grid.tsx';
import { type ArrangeSource, useArrange } from '../../portal-page/grid/use-arrange.ts';
import { windowTitle } from '../../portal-page/window/window-title.ts';
import { useComposer, useComposerState, useComposerTexts } from '../composer-context.ts';
import { placeEdit } from '../edit-nodes.ts';
import styles from './composer-canvas.module.css';
import { ComposerNode } from './composer-node.tsx';

/** The page's nodes in the grid, arranged like a person arranges her windows. */
export function ComposerCanvas(): ReactNode {
  const texts = useComposerTexts();
  const nodes = useComposerState((state) => state.nodes);
  const releases = useComposerState((state) => state.releases);
  const selectedId = useComposerState((state) => state.selectedId);
  const [narration, setNarration] = useState('');
  const area = useRef<HTMLDivElement>(null);
  const source = useCanvasSource(nodes);
  const { draft, handlers } = useArrange({ source, grid: area, narrate: setNarration });
  const shown = draft
    ? arrangeNode(source.nodes, draft.nodeId, draft.place).nodes
    : compactLayout(source.nodes);
  const places = new Map(shown.map(({ id, place }) => [id, place]));
  return (
    <section aria-label={texts.canvas} className={styles.canvas}>
      {nodes.length === 0 && <p className={styles.empty}>{texts.emptyCanvas}</p>}
      <div ref={area} className={grid.grid}>
        {/* In the order they were added: moving an element in the document would take the focus from its handle. */}
        {nodes.map((node) => (
          <ComposerNode
            key={node.id}
            node={node}
            place={places.get(node.id) ?? node.place}
            release={releases[node.portlet] ?? null}
            isSelected={selectedId === node.id}
            offset={draft?.nodeId === node.id ? draft.offset : null}
            handlers={handlers}
          />
        ))}
        {draft?.offset && <DropMark place={places.get(draft.nodeId)} />}
      </div>
      <p role="status" className={styles.narration}>
        {narration}
      </p>
    </section>
  );
}

/** Locks bind people, not the administrator who sets them: they are left out of the grid's rules here. */
function useCanvasSource(nodes: readonly LayoutNode[]): ArrangeSource {
  const composer = useComposer();
  const locale = useShellLocale();
  const releases = useComposerState((state) => state.releases);
  const portletOf = (nodeId: string) => nodes.find(({ id }) => id === nodeId)?.portlet ?? '';
  return {
    nodes: nodes.map(({ id, place }) => ({ id, place })),
    titleOf(nodeId) {
      const node = nodes.find(({ id }) => id === nodeId);
      return node ? windowTitle(node, releases[node.portlet], locale) : nodeId;
    },
    smallestOf: (nodeId) => minimumSize(releases[portletOf(nodeId)]),
    save: (changes) => composer.edit(placeEdit(changes)),
  };
}
