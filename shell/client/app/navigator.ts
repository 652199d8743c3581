import type { Observable, PortletMode } from '@yimen/portlet-sdk';
import type {
  RenderState,
  RenderStatePort,
  WindowRenderState,
} from '../portlet-container/container-ports.ts';
import {
  derivedValue,
  isSameJson,
  type ObservableValue,
  observableValue,
} from '../portlet-container/observable.ts';
import { formatAddress, type PageAddress, parseAddress, type Screen } from './page-address.ts';

/** The one owner of the browser's address and history. */
export type Navigator = {
  readonly address: Observable<PageAddress>;
  readonly screen: Observable<Screen>;
  readonly renderState: RenderStatePort;
  /** Opens another screen; render state of the old one stays in the history. */
  open(screen: Screen, parameters?: Readonly<Record<string, string>>): void;
  /** Writes the address in its full form without a step in the history. */
  settle(screen: Screen): void;
  /** Loads the page again, starting these portlets only; none: safe mode, null: all. */
  startOnly(portlets: readonly string[] | null): void;
  /**
   * Asks before leaving the screen.
   * @param mayLeave false keeps the person where she is; with a promise, she stays until she has answered
   * @returns the undo
   */
  guard(mayLeave: Guardian): () => void;
  dispose(): void;
};

type Guardian = () => boolean | Promise<boolean>;

/** Follows and changes the address of a browser window. */
export function createNavigator(browser: Window): Navigator {
  const read = () => parseAddress(browser.location.pathname, browser.location.search);
  const address = observableValue<PageAddress>(read(), isSameJson);
  const guardians = new Set<Guardian>();

  function go(next: PageAddress, replace: boolean): void {
    const target = formatAddress(next);
    const isSame = target === formatAddress(address.get());
    if (replace || isSame) browser.history.replaceState(null, '', target);
    else browser.history.pushState(null, '', target);
    address.set(next);
  }

  const stopFollowing = followHistory(browser, read, { address, guardians });
  const change = (state: Partial<RenderState>, replace = false) => {
    const current = address.get();
    go({ ...current, state: { ...current.state, ...state } }, replace);
  };
  const open = (screen: Screen, parameters: Readonly<Record<string, string>> = {}) => {
    whenFree(guardians, () => {
      const { dev, only } = address.get();
      go({ screen, state: { parameters, windows: {}, maximized: null }, dev, only }, false);
      browser.scrollTo({ top: 0 });
    });
  };

  return {
    address,
    screen: derivedValue([address], ({ screen }) => screen, isSameJson),
    open,
    settle: (screen) => go({ ...address.get(), screen }, true),
    startOnly: (only) => browser.location.assign(formatAddress({ ...address.get(), only })),
    guard(guardian) {
      const own = () => guardian();
      guardians.add(own);
      return () => void guardians.delete(own);
    },
    renderState: renderStatePort(address, change, open),
    dispose: stopFollowing,
  };
}

type Followed = { readonly address: ObservableValue<PageAddress>; readonly guardians: Iterable<Guardian> };

/** Takes over where the browser has gone by a step back or forth, or keeps the person where she is. */
function followHistory(browser: Window, read: () => PageAddress, { address, guardians }: Followed) {
  /** The step that she has agreed to after she was asked. */
  let agreed: string | null = null;

  function onPopState(): void {
    const next = read();
    const isAgreed = agreed === formatAddress(next);
    agreed = null;
    if (isAgreed || isSameJson(next.screen, address.get().screen)) {
      address.set(next);
      return;
    }
    let isHeld = false;
    let hasGone = false;
    whenFree(guardians, () => {
      hasGone = true;
      if (!isHeld) {
        address.set(next);
        return;
      }
      agreed = formatAddress(next);
      browser.history.back();
    });
    if (hasGone) return;
    // The browser has gone already: she stays by a step of her own, and going back from it leads where she wanted to.
    isHeld = true;
    browser.history.pushState(null, '', formatAddress(address.get()));
  }

  browser.addEventListener('popstate', onPopState);
  return () => browser.removeEventListener('popstate', onPopState);
}

/** Goes at once where nobody minds, after the person's answer where she is asked, and not at all where she stays. */
function whenFree(guardians: Iterable<Guardian>, go: () => void): void {
  const [guardian, ...others] = guardians;
  if (!guardian) {
    go();
    return;
  }
  const next = (mayLeave: boolean) => mayLeave && whenFree(others, go);
  const answer = guardian();
  if (typeof answer === 'boolean') next(answer);
  else void answer.then(next);
}

function renderStatePort(
  address: Observable<PageAddress>,
  change: (state: Partial<RenderState>, replace?: boolean) => void,
  open: Navigator['open'],
): RenderStatePort {
  const state = derivedValue([address], (value) => value.state, isSameJson);
  const withWindow = (id: string, part: Partial<WindowRenderState>) => {
    const { windows } = state.get();
    const next = { ...(windows[id] ?? { parameters: {}, mode: 'view' as PortletMode }), ...part };
    return { ...windows, [id]: next };
  };
  return {
    get: state.get,
    subscribe: state.subscribe,
    setParameters({ shared, own, windowId }, options) {
      const { parameters, windows } = state.get();
      const ownNow = windows[windowId]?.parameters ?? {};
      change(
        {
          parameters: applied(parameters, shared),
          windows: withWindow(windowId, { parameters: applied(ownNow, own) }),
        },
        options?.replace,
      );
    },
    setMode: (windowId, mode) => change({ windows: withWindow(windowId, { mode }) }),
    setMaximized: (maximized) => change({ maximized }),
    openPage: (slug, parameters) => open({ kind: 'page', slug }, parameters),
  };
}

function applied(
  values: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const next: Record<string, string> = { ...values };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next;
}
