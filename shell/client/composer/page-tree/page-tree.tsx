import type { AdminPage } from '@yimen/shell-contract';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { deletePage, updatePage } from '../../api/admin-pages.ts';
import { Button } from '../../app/button.tsx';
import { Dialog } from '../../app/dialog.tsx';
import { useLocalized, useServices, useTexts } from '../../app/shell-services.ts';
import { useAct, useComposer, useComposerTexts } from '../composer-context.ts';
import { CreatePageDialog } from './create-page-dialog.tsx';
import styles from './page-tree.module.css';
import { PageTreeRow } from './page-tree-row.tsx';
import { moveChanges, stepTarget, type TreeTarget, treeRows } from './tree-order.ts';

type TreeProps = { readonly pages: readonly AdminPage[]; readonly pageId: string | null };

/** All pages as a tree (WAI-ARIA Authoring Practices, Tree View): open, create, move, delete. */
export function PageTree({ pages, pageId }: TreeProps): ReactNode {
  const texts = useComposerTexts();
  const { navigator } = useServices();
  const rows = treeRows(pages);
  const list = useRef<HTMLDivElement>(null);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'create' | 'delete' | null>(null);
  const move = useMovePage(pages);
  const selected = pages.find(({ id }) => id === pageId) ?? null;
  const tabStop = rows.some(({ page }) => page.id === focusedId) ? focusedId : (pageId ?? rows[0]?.page.id);
  const focusRow = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setFocusedId(row.page.id);
    list.current?.querySelector<HTMLElement>(`[data-page="${CSS.escape(row.page.id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, page: AdminPage) => {
    const step = event.altKey ? steps[event.key] : undefined;
    const index = rows.findIndex((row) => row.page.id === page.id);
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (step) void move(page, stepTarget(pages, page, step));
    else if (target !== undefined && !event.altKey) focusRow(target);
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.pane} aria-label={texts.tree}>
      <div className={styles.head}>
        <h2>{texts.tree}</h2>
        <Button icon="add" onClick={() => setDialog('create')}>
          {texts.newPage}
        </Button>
      </div>
      <div ref={list} role="tree" aria-label={texts.tree} className={styles.tree}>
        {rows.map((row) => (
          <PageTreeRow
            key={row.page.id}
            row={row}
            isSelected={row.page.id === pageId}
            isTabStop={row.page.id === tabStop}
            onOpen={() => navigator.open({ kind: 'compose', pageId: row.page.id })}
            onKeyDown={(event) => onKeyDown(event, row.page)}
            onDropPage={(movedId, target) => {
              const page = pages.find(({ id }) => id === movedId);
              if (page) void move(page, dropTarget(pages, row.page, target));
            }}
          />
        ))}
      </div>
      {selected && (
        <TreeActions pages={pages} page={selected} onMove={move} onDelete={() => setDialog('delete')} />
      )}
      <p className={styles.hint}>{texts.treeHint}</p>
      {dialog === 'create' && <CreatePageDialog pages={pages} onClose={() => setDialog(null)} />}
      {dialog === 'delete' && selected && <DeleteDialog page={selected} onClose={() => setDialog(null)} />}
    </section>
  );
}

const steps: Readonly<Record<string, 'up' | 'down' | 'in' | 'out'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

function dropTarget(
  pages: readonly AdminPage[],
  on: AdminPage,
  where: 'before' | 'into' | 'after',
): TreeTarget {
  const rows = treeRows(pages).map(({ page }) => page);
  const siblings = rows.filter(({ parentId }) => parentId === on.parentId);
  const index = siblings.findIndex(({ id }) => id === on.id);
  if (where === 'into')
    return { parentId: on.id, index: rows.filter(({ parentId }) => parentId === on.id).length };
  return { parentId: on.parentId, index: where === 'before' ? index : index + 1 };
}

type Move = (page: AdminPage, target: TreeTarget | null) => Promise<void>;

function useMovePage(pages: readonly AdminPage[]): Move {
  const texts = useComposerTexts();
  const localized = useLocalized();
  const composer = useComposer();
  const act = useAct();
  return async (page, target) => {
    if (!target) return;
    const changes = moveChanges(pages, page, target);
    if (changes.length === 0) return;
    const open = composer.store.getState().page;
    await act(
      async () => {
        for (const { page: changed, parentId, order } of changes) {
          // The page that is open has a newer revision in the composer than in the list.
          if (changed.id === open?.id) await composer.update({ parentId, order });
          else await updatePage(changed.id, changed.revision, { parentId, order });
        }
      },
      () => texts.pageMoved(localized(page.title)),
    );
  };
}

type ActionsProps = {
  readonly pages: readonly AdminPage[];
  readonly page: AdminPage;
  readonly onMove: Move;
  readonly onDelete: () => void;
};

/** What the keys and the mouse can do, as buttons. */
function TreeActions({ pages, page, onMove, onDelete }: ActionsProps): ReactNode {
  const texts = useComposerTexts();
  const buttons = [
    { step: 'up', label: texts.moveUp },
    { step: 'down', label: texts.moveDown },
    { step: 'in', label: texts.indent },
    { step: 'out', label: texts.outdent },
  ] as const;
  return (
    <div className={styles.actions}>
      {buttons.map(({ step, label }) => {
        const target = stepTarget(pages, page, step);
        return (
          <Button key={step} disabled={!target} onClick={() => void onMove(page, target)}>
            {label}
          </Button>
        );
      })}
      <Button onClick={onDelete}>{texts.deletePage}</Button>
    </div>
  );
}

function DeleteDialog({
  page,
  onClose,
}: {
  readonly page: AdminPage;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useComposerTexts();
  const shared = useTexts();
  const localized = useLocalized();
  const composer = useComposer();
  const { navigator } = useServices();
  const act = useAct();
  const title = localized(page.title);
  const remove = async () => {
    onClose();
    const revision = composer.store.getState().page?.revision ?? page.revision;
    const isDeleted = await act(
      () => deletePage(page.id, revision),
      () => texts.pageDeleted(title),
    );
    if (!isDeleted) return;
    composer.close();
    navigator.open({ kind: 'compose', pageId: null });
  };
  return (
    <Dialog
      title={texts.deleteTitle(title)}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus="true" onClick={onClose}>
            {shared.cancel}
          </Button>
          <Button tone="danger" onClick={() => void remove()}>
            {texts.deletePage}
          </Button>
        </>
      }
    >
      {texts.deleteIntro}
    </Dialog>
  );
}
