import type { LayoutNode, Place, ReleaseView } from '@yimen/shell-contract';
import { type CSSProperties, type ReactNode, useId } from 'react';
import { Icon } from '../../app/icon.tsx';
import { useShellLocale, useTexts } from '../../app/shell-services.ts';
import type { ArrangeHandlers } from '../../portal-page/grid/use-arrange.ts';
import { ArrangeHandle } from '../../portal-page/window/arrange-handle.tsx';
import { windowTitle } from '../../portal-page/window/window-title.ts';
import tools from '../../portal-page/window/window-tools.module.css';
import { useComposer, useComposerTexts } from '../composer-context.ts';
import styles from './composer-node.module.css';

type NodeProps = {
  readonly node: LayoutNode;
  readonly place: Place;
  readonly release: ReleaseView | null;
  readonly isSelected: boolean;
  readonly offset: { readonly x: number; readonly y: number } | null;
  readonly handlers: ArrangeHandlers;
};

/** A node of the page: a frame that says which portlet stands there; the portlet itself does not run. */
export function ComposerNode({ node, place, release, isSelected, offset, handlers }: NodeProps): ReactNode {
  const shared = useTexts();
  const texts = useComposerTexts();
  const locale = useShellLocale();
  const composer = useComposer();
  const titleId = useId();
  const title = windowTitle(node, release, locale);
  const remove = () => {
    composer.edit({ kind: 'remove', nodeId: node.id });
    if (isSelected) composer.select(null);
  };
  return (
    <section
      aria-labelledby={titleId}
      data-compose-node={node.id}
      data-column={place.column}
      data-row={place.row}
      className={nodeClass(isSelected, offset !== null)}
      style={nodeStyle(place, offset)}
    >
      <header
        className={styles.header}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest('button')) return;
          composer.select(node.id);
          handlers.onPointerDown(event, node.id, 'move');
        }}
      >
        <ArrangeHandle kind="move" label={shared.move(title)} nodeId={node.id} handlers={handlers} />
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <button
          type="button"
          className={tools.tool}
          aria-label={shared.remove(title)}
          title={shared.remove(title)}
          onClick={remove}
        >
          <Icon name="remove" />
        </button>
      </header>
      <button
        type="button"
        className={styles.body}
        aria-pressed={isSelected}
        onClick={() => composer.select(node.id)}
      >
        <span className={styles.hiddenText}>{texts.select(title)}</span>
        <span>{release ? release.descriptor.description[locale] : texts.missingPortlet}</span>
        <small>
          {node.portlet}
          {node.locks.length > 0 && ` · ${texts.locked(node.locks.length)}`}
        </small>
      </button>
      <ArrangeHandle kind="resize" label={shared.resize(title)} nodeId={node.id} handlers={handlers} />
    </section>
  );
}

function nodeClass(isSelected: boolean, isDragged: boolean): string {
  return [styles.node, isSelected && styles.selected, isDragged && styles.dragged].filter(Boolean).join(' ');
}

function nodeStyle(place: Place, offset: NodeProps['offset']): CSSProperties {
  return {
    gridColumn: `${place.column + 1} / span ${place.columns}`,
    gridRow: `${place.row + 1} / span ${place.rows}`,
    ...(offset && { transform: `translate(${offset.x}px, ${offset.y}px)` }),
  };
}
