import { type ReactNode, StrictMode, useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { UiLocale } from '../provider/ui-context.ts';
import { UiProvider } from '../provider/ui-provider.tsx';
import { SessionEnded } from './session-ended.tsx';

/** What a site's content is given. */
export type SiteControls = {
  /** Her language at the OpenID Provider, which counts until she chooses one on this site. */
  readonly onLocaleKnown: (locale: UiLocale) => void;
  /** She chose a language; the choice stays in this browser. */
  readonly onLocaleChange: (locale: UiLocale) => void;
};

/** What `startSite` takes. */
export type SiteOptions = {
  /** Name of the browser's own storage entry that keeps the chosen language, such as `yimen_payments.locale`. */
  readonly localeKey: string;
  /** Added to the words that ask to sign in again: what becomes of things not yet saved, by language. */
  readonly sessionEndedNote?: Readonly<Record<UiLocale, string>>;
  /** Providers of the site's own, made once. Call `onSessionEnd` when the service says that the session has ended. */
  readonly wrap: (onSessionEnd: () => void) => (content: ReactNode) => ReactNode;
  readonly content: (controls: SiteControls) => ReactNode;
};

/**
 * Renders a business system's own site into `#root`: language, theme, the nonce of the document's policy
 * (`<meta property="csp-nonce">`), and the request to sign in again over a page whose session has ended.
 *
 * @throws Error when the document has no `#root`
 */
export function startSite(options: SiteOptions): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no #root');
  createRoot(root).render(
    <StrictMode>
      <SiteRoot {...options} />
    </StrictMode>,
  );
}

/** Internal: what `startSite` renders. */
export function SiteRoot({ localeKey, sessionEndedNote, wrap, content }: SiteOptions): ReactNode {
  const [locale, setLocale] = useState(() => chosenLocale(localeKey) ?? 'zh-CN');
  const [isSessionEnded, setSessionEnded] = useState(false);
  const [wrapped] = useState(() => wrap(() => setSessionEnded(true)));
  const onLocaleKnown = useCallback(
    (known: UiLocale) => {
      if (chosenLocale(localeKey) === undefined) setLocale(known);
    },
    [localeKey],
  );
  const onLocaleChange = useCallback(
    (chosen: UiLocale) => {
      window.localStorage.setItem(localeKey, chosen);
      setLocale(chosen);
    },
    [localeKey],
  );
  // The property, because browsers hide the attribute.
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
  return wrapped(
    <UiProvider locale={locale} nonce={nonce}>
      {content({ onLocaleKnown, onLocaleChange })}
      <SessionEnded isShown={isSessionEnded} note={sessionEndedNote?.[locale]} />
    </UiProvider>,
  );
}

function chosenLocale(key: string): UiLocale | undefined {
  const kept = window.localStorage.getItem(key);
  return kept === 'zh-CN' || kept === 'en-US' ? kept : undefined;
}
