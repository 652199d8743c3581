import { useQuery } from '@tanstack/react-query';
import { isProblem } from '@yimen/problem';
import type { AdminPortlet, LayoutNode, ReleaseView } from '@yimen/shell-contract';
import { placeNew } from '@yimen/shell-contract/layout';
import { type ReactNode, useState } from 'react';
import { adminPortletsQuery } from '../api/admin-pages.ts';
import { getRelease } from '../api/releases.ts';
import { Dialog } from '../app/dialog.tsx';
import { LoadingPart } from '../app/loading-part.tsx';
import { newNodeId } from '../app/new-node-id.ts';
import { useServices, useShellLocale, useTexts } from '../app/shell-services.ts';
import { CatalogueList } from '../catalogue/catalogue-list.tsx';
import { useComposer, useComposerState } from './composer-context.ts';

/** Every published portlet, to place on the page. */
export function AddNodeDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useTexts();
  const locale = useShellLocale();
  const { queries, notices } = useServices();
  const composer = useComposer();
  const nodes = useComposerState((state) => state.nodes);
  const { data, isError, refetch } = useQuery(adminPortletsQuery(), queries);
  const [adding, setAdding] = useState<string | null>(null);
  const counts = new Map<string, number>();
  for (const { portlet } of nodes) counts.set(portlet, (counts.get(portlet) ?? 0) + 1);
  const add = async (entry: AdminPortlet) => {
    setAdding(entry.name);
    const release = await findRelease(entry.name);
    const node: LayoutNode = {
      id: newNodeId(entry.name),
      portlet: entry.name,
      place: placeNew(nodes, entry.size),
      preferences: {},
      locks: [],
    };
    composer.edit({ kind: 'add', node }, release ? [release] : []);
    composer.select(node.id);
    notices.show({ tone: 'success', text: texts.added(entry.title[locale]) });
    onClose();
  };
  return (
    <Dialog title={texts.addModule} size="large" onClose={onClose}>
      {data ? (
        <CatalogueList
          entries={data}
          counts={counts}
          adding={adding}
          onAdd={(entry) => void add({ ...entry, roles: null })}
        />
      ) : (
        <LoadingPart hasFailed={isError} retry={() => void refetch()} />
      )}
    </Dialog>
  );
}

/** An administrator places portlets that she may not use herself: then there is no release to show settings from. */
async function findRelease(portlet: string): Promise<ReleaseView | null> {
  try {
    return await getRelease(portlet);
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}
