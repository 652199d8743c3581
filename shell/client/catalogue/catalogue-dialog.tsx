import { useQuery } from '@tanstack/react-query';
import { isProblem } from '@yimen/problem';
import type { CatalogueEntry, PageView } from '@yimen/shell-contract';
import { placeNew } from '@yimen/shell-contract/layout';
import { type ReactNode, useState } from 'react';
import { catalogueQuery } from '../api/catalogue.ts';
import { getRelease } from '../api/releases.ts';
import { Dialog } from '../app/dialog.tsx';
import { LoadingPart } from '../app/loading-part.tsx';
import { newNodeId } from '../app/new-node-id.ts';
import { describeProblem, useServices, useShellLocale, useTexts } from '../app/shell-services.ts';
import { CatalogueList } from './catalogue-list.tsx';

type CatalogueProps = { readonly view: PageView; readonly onClose: () => void };

/** The portlets the person may add to her page. */
export function CatalogueDialog({ view, onClose }: CatalogueProps): ReactNode {
  const texts = useTexts();
  const { queries } = useServices();
  const { data, isError, refetch } = useQuery(catalogueQuery(), queries);
  const { add, adding } = useAddWindow(view, onClose);
  const counts = countByPortlet(view);
  return (
    <Dialog title={texts.addModule} size="large" onClose={onClose}>
      {data ? (
        <CatalogueList entries={data} counts={counts} adding={adding} onAdd={(entry) => void add(entry)} />
      ) : (
        <LoadingPart hasFailed={isError} retry={() => void refetch()} />
      )}
    </Dialog>
  );
}

function countByPortlet({ windows }: PageView): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { portlet, isHidden } of windows)
    if (!isHidden) counts.set(portlet, (counts.get(portlet) ?? 0) + 1);
  return counts;
}

function useAddWindow(view: PageView, onAdded: () => void) {
  const texts = useTexts();
  const locale = useShellLocale();
  const { page, notices } = useServices();
  const [adding, setAdding] = useState<string | null>(null);
  const add = async (entry: CatalogueEntry) => {
    setAdding(entry.name);
    try {
      const release = view.releases[entry.name] ?? (await getRelease(entry.name));
      const nodeId = newNodeId(entry.name);
      const place = placeNew(view.windows, release.descriptor.size);
      const saved = page.change([{ op: 'add', nodeId, portlet: entry.name, place }], [release]);
      onAdded();
      notices.show({ tone: 'success', text: texts.added(entry.title[locale]) });
      // The dialog gives the focus back first.
      setTimeout(() => showWindow(nodeId));
      await saved;
    } catch (error) {
      // What the portal server refuses the queue's owner has told already; this is about the release.
      if (isProblem(error, 'not-found') || isProblem(error, 'network-failed')) {
        notices.show({ tone: 'error', text: describeProblem(error, locale) });
      }
    } finally {
      setAdding(null);
    }
  };
  return { add, adding };
}

function showWindow(nodeId: string): void {
  const window = document.querySelector<HTMLElement>(`[data-portlet-window="${CSS.escape(nodeId)}"]`);
  window?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  window?.querySelector<HTMLElement>('header button')?.focus({ preventScroll: true });
}
