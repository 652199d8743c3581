import { QueryClient } from '@tanstack/react-query';
import { PortletContextProvider, type PortletDescriptor } from '@yimen/portlet-sdk';
import { type ComponentType, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { monolithContext } from './monolith-context.ts';
import styles from './monolith-page.module.css';

/** A component of the page: in the bundle, or in a chunk of its own. */
export type Part = {
  id: string;
  title: PortletDescriptor['title'];
  View?: ComponentType;
  load?: () => Promise<ComponentType>;
};

/** Renders the page of a monolithic application: one bundle, one query client, plain frames. */
export function startMonolith(parts: readonly Part[]): void {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
  });
  const root = document.getElementById('root');
  const session = document.getElementById('session')?.textContent ?? '{}';
  if (!root) throw new Error('the document has no root');
  createRoot(root).render(<MonolithPage parts={parts} queries={queries} user={JSON.parse(session).name} />);
}

function MonolithPage(props: { parts: readonly Part[]; queries: QueryClient; user: string }) {
  return (
    <>
      <header className={styles.bar}>
        <strong>门</strong> <span>{props.user}</span>
      </header>
      <main className={styles.grid}>
        {props.parts.map((part) => (
          <Frame key={part.id} part={part} queries={props.queries} />
        ))}
      </main>
    </>
  );
}

function Frame({ part, queries }: { part: Part; queries: QueryClient }) {
  const [context] = useState(() => monolithContext(part.id, part.title, queries));
  const View = useView(part);
  return (
    <section className={styles.frame} aria-labelledby={`title-${part.id}`}>
      <header className={styles.header}>
        <h2 id={`title-${part.id}`}>{part.title['zh-CN']}</h2>
        <button
          type="button"
          onClick={() => void queries.invalidateQueries({ queryKey: [`/api/tables/${part.id}`] })}
        >
          刷新
        </button>
      </header>
      <div className={styles.body}>
        {View && (
          <PortletContextProvider context={context}>
            <View />
          </PortletContextProvider>
        )}
      </div>
    </section>
  );
}

// By state and not by React.lazy, which would hold content back for 300 ms (mf-findings, section 0).
function useView({ View, load }: Part): ComponentType | undefined {
  const [loaded, setLoaded] = useState<{ View?: ComponentType | undefined }>({ View });
  useEffect(() => {
    void load?.().then((component) => setLoaded({ View: component }));
  }, [load]);
  return loaded.View;
}
