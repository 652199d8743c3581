import type { AdminPage } from '@yimen/shell-contract';
import { Tabs } from '@yimen/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useComposerState, useComposerTexts } from '../composer-context.ts';
import styles from './composer-properties.module.css';
import { NodeProperties } from './node-properties.tsx';
import { PageProperties } from './page-properties.tsx';

/** Properties of the page and of the node that is selected. */
export function ComposerProperties({ pages }: { readonly pages: readonly AdminPage[] }): ReactNode {
  const texts = useComposerTexts();
  const page = useComposerState((state) => state.page);
  const selectedId = useComposerState((state) => state.selectedId);
  const node = useComposerState(({ nodes }) => nodes.find(({ id }) => id === selectedId));
  const [tab, setTab] = useState('page');
  useEffect(() => {
    if (selectedId !== null) setTab('node');
  }, [selectedId]);
  if (!page) return null;
  return (
    <aside aria-label={texts.properties} className={styles.pane}>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'page',
            label: texts.pageProperties,
            children: <PageProperties key={page.id} page={page} pages={pages} />,
          },
          {
            key: 'node',
            label: texts.nodeProperties,
            children: node ? (
              <NodeProperties key={node.id} node={node} />
            ) : (
              <p className={styles.hint}>{texts.pickNode}</p>
            ),
          },
        ]}
      />
    </aside>
  );
}
