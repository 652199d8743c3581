import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a person is asked before something is done that cannot be taken back. */
export type Question = {
  readonly title: string;
  readonly text: string;
  /** The button that says yes. */
  readonly yes: string;
};

/** Asks the person; one question at a time. */
export type Confirmations = {
  readonly store: StoreApi<{ readonly question: Question | null }>;
  /** @returns whether she said yes; a question that another one takes the place of was not answered */
  ask(question: Question): Promise<boolean>;
  answer(isYes: boolean): void;
};

/**
 * Questions in a dialog of the shell's own: the browser's would stop every script of the page while the person thinks,
 * and could look as if a portlet had blocked it.
 */
export function createConfirmations(): Confirmations {
  const store = createStore<{ readonly question: Question | null }>(() => ({ question: null }));
  let settle: (isYes: boolean) => void = () => undefined;
  const answer = (isYes: boolean) => {
    const told = settle;
    settle = () => undefined;
    store.setState({ question: null });
    // Once the dialog is gone and has given the focus back: what follows may move it elsewhere.
    setTimeout(() => told(isYes));
  };
  return {
    store,
    answer,
    ask(question) {
      answer(false);
      return new Promise((resolve) => {
        settle = resolve;
        store.setState({ question });
      });
    },
  };
}
