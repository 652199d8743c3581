import { QueryClientProvider } from '@tanstack/react-query';
import { UiProvider } from '@yimen/ui';
import { type ReactNode, StrictMode, useCallback, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Locale } from '../contract/index.ts';
import { BudgetSite } from './app/budget-site.tsx';
import { chosenLocale, keepLocale } from './app/locale.ts';
import { createQueryClient } from './app/query-client.ts';
import { SessionEnded } from './app/session-ended.tsx';
import './site.css';

/** The nonce of the document's policy; the property, because browsers hide the attribute. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

function Root(): ReactNode {
  const [locale, setLocale] = useState(() => chosenLocale() ?? 'zh-CN');
  const [isSessionEnded, setSessionEnded] = useState(false);
  const follow = useCallback((known: Locale) => {
    if (chosenLocale() === undefined) setLocale(known);
  }, []);
  const client = useMemo(() => createQueryClient(() => setSessionEnded(true)), []);
  return (
    <QueryClientProvider client={client}>
      <UiProvider locale={locale} nonce={nonce}>
        <BudgetSite
          onLocaleKnown={follow}
          onLocaleChange={(chosen) => {
            keepLocale(chosen);
            setLocale(chosen);
          }}
        />
        <SessionEnded isShown={isSessionEnded} />
      </UiProvider>
    </QueryClientProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('the document has no #root');
createRoot(root).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
