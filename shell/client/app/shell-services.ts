import type { QueryClient } from '@tanstack/react-query';
import type { Locale, LocalizedText, Observable } from '@yimen/portlet-sdk';
import { type ProblemError, shownProblem } from '@yimen/problem';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';
import { type ShellTexts, shellTexts } from '../i18n/shell-texts.ts';
import type { ChangeQueue } from '../portal-page/change-queue.ts';
import type { PageStore } from '../portal-page/page-store.ts';
import type { PortletContainer } from '../portlet-container/portlet-container.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { Confirmations } from './confirm-store.ts';
import type { Navigator } from './navigator.ts';
import type { Notices } from './notice-store.ts';

/** What the parts of the shell share; made once in `boot.tsx`. */
export type ShellServices = {
  readonly navigator: Navigator;
  readonly session: SessionStore;
  readonly locale: Observable<Locale>;
  readonly notices: Notices;
  readonly confirmations: Confirmations;
  readonly page: PageStore;
  readonly queue: ChangeQueue;
  readonly container: PortletContainer;
  /** Makes the running windows those that the page has now. */
  readonly syncWindows: () => void;
  /** Server data of the shell itself; every portlet window has a client of its own. */
  readonly queries: QueryClient;
  readonly nonce: string | undefined;
  setLocale(locale: Locale): Promise<void>;
};

const ServicesContext = createContext<ShellServices | null>(null);

/** Gives the shell its services. */
export const ServicesProvider = ServicesContext.Provider;

/** The shell's services. */
export function useServices(): ShellServices {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices is called outside of the shell');
  return services;
}

/** The language of the shell. */
export function useShellLocale(): Locale {
  return useStore(useServices().session, (state) => state.locale);
}

/** The shell's texts in the person's language. */
export function useTexts(): ShellTexts {
  return shellTexts[useShellLocale()];
}

/** Reads texts of the portal server in the person's language. */
export function useLocalized(): (text: LocalizedText) => string {
  const locale = useShellLocale();
  return (text) => text[locale];
}

/** What a person can be told about a problem, in one line. */
export function describeProblem(error: ProblemError, locale: Locale): string {
  const { title = '', mistakes } = shownProblem(error, locale);
  if (mistakes.length === 0) return title;
  return `${title} (${mistakes.join(locale === 'zh-CN' ? '；' : '; ')})`;
}
