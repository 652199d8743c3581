import type { Locale, Observable } from '@yimen/portlet-sdk';
import type { SessionView } from '@yimen/shell-contract';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The signed-in person, the language, and whether the session still stands. */
export type SessionState = {
  readonly session: SessionView;
  readonly locale: Locale;
  /** Once true it stays so: the page's cookie is worth nothing any more. */
  readonly hasEnded: boolean;
  /** The person has signed out here: the browser is on its way to the sso-server. */
  readonly isLeaving: boolean;
};

/** The one owner of the session's state in this tab. */
export type SessionStore = StoreApi<SessionState>;

/** A store for the session that the document was made for. */
export function createSessionStore(session: SessionView): SessionStore {
  return createStore(() => ({ session, locale: session.locale, hasEnded: false, isLeaving: false }));
}

/** One part of a store as an observable, for code outside of React. */
export function observeStore<S, T>(store: StoreApi<S>, select: (state: S) => T): Observable<T> {
  return {
    get: () => select(store.getState()),
    subscribe: (listener) =>
      store.subscribe((state, before) => {
        if (!Object.is(select(state), select(before))) listener();
      }),
  };
}

/** Where to sign in again and come back to the same address. */
export function signInAddress(location: Pick<Location, 'pathname' | 'search'>): string {
  return `/auth/sign-in?return_to=${encodeURIComponent(location.pathname + location.search)}`;
}
