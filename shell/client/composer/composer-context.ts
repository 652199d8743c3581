import { isProblem, type ProblemError } from '@yimen/problem';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand/react';
import { adminPagesQuery } from '../api/admin-pages.ts';
import { pageListQuery } from '../api/page-list.ts';
import { describeProblem, useServices, useShellLocale } from '../app/shell-services.ts';
import { composerTexts } from '../i18n/composer-texts.ts';
import type { ComposerState, ComposerStore } from './composer-store.ts';

const ComposerContext = createContext<ComposerStore | null>(null);

/** Gives the parts of the composer their store. */
export const ComposerProvider = ComposerContext.Provider;

/** The composer's store. */
export function useComposer(): ComposerStore {
  const composer = useContext(ComposerContext);
  if (!composer) throw new Error('useComposer is called outside of the composer');
  return composer;
}

/** A part of the composer's state. */
export function useComposerState<T>(select: (state: ComposerState) => T): T {
  return useStore(useComposer().store, select);
}

/** The composer's texts in the person's language. */
export function useComposerTexts() {
  return composerTexts[useShellLocale()];
}

/**
 * Runs an act of the administrator: tells how it went, and lets the lists of pages follow.
 * @returns whether it succeeded
 */
export function useAct(): (act: () => Promise<unknown>, done?: () => string | null) => Promise<boolean> {
  const { notices, queries } = useServices();
  const locale = useShellLocale();
  return async (act, done = () => null) => {
    try {
      await act();
    } catch (error) {
      if (!isProblem(error)) throw error;
      notices.show({ tone: 'error', text: describeProblem(error satisfies ProblemError, locale) });
      return false;
    } finally {
      void queries.invalidateQueries({ queryKey: adminPagesQuery().queryKey });
      void queries.invalidateQueries({ queryKey: pageListQuery().queryKey });
    }
    const text = done();
    if (text !== null) notices.show({ tone: 'success', text });
    return true;
  };
}
