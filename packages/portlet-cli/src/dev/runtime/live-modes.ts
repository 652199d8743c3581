import type { PortletDefinition } from '@yimen/portlet-sdk';
import type { ComponentType } from 'react';
import { devShared } from './dev-shared.ts';

type ReactApi = Pick<
  typeof import('react'),
  'createElement' | 'useEffect' | 'useState' | 'useSyncExternalStore'
>;
type Modes = PortletDefinition['modes'];
type Loaded = { readonly revision: number; readonly Component: ComponentType };

/** A definition whose modes always show the newest code. */
export type LiveDefinition = {
  readonly definition: PortletDefinition;
  /** New code has arrived. */
  replace(definition: PortletDefinition): void;
};

/**
 * Wraps a definition so that a change of its code shows in its windows without the shell knowing: the mode is loaded
 * again and mounted anew. The rest of the page keeps its state, also in a shell with React's production build, where
 * Fast Refresh cannot work.
 */
export function liveDefinition(first: PortletDefinition): LiveDefinition {
  const { createElement, useEffect, useState, useSyncExternalStore } = devShared('react') as ReactApi;
  let newest = first;
  let revision = 0;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  async function live(mode: keyof Modes): Promise<ComponentType> {
    const load = async (): Promise<Loaded> => {
      const at = revision;
      const loader = newest.modes[mode];
      if (!loader) throw new Error(`mode "${mode}" has no code any more; reload the page`);
      return { revision: at, Component: await loader() };
    };
    const initial = await load();
    return function LiveMode() {
      const wanted = useSyncExternalStore(subscribe, () => revision);
      const [shown, setShown] = useState(initial);
      const [failure, setFailure] = useState<unknown>();
      useEffect(() => {
        if (shown.revision === wanted) return;
        let isCurrent = true;
        load().then(
          (loaded) => {
            if (!isCurrent) return;
            setFailure(undefined);
            setShown(loaded);
          },
          (error: unknown) => isCurrent && setFailure(error),
        );
        return () => {
          isCurrent = false;
        };
      }, [wanted, shown.revision]);
      if (failure !== undefined) throw failure;
      return createElement(shown.Component, { key: shown.revision });
    };
  }

  const modes = Object.fromEntries(
    Object.keys(first.modes).map((mode) => [mode, () => live(mode as keyof Modes)]),
  ) as unknown as Modes;
  return {
    definition: { descriptor: first.descriptor, modes },
    replace(definition) {
      newest = definition;
      revision += 1;
      for (const listener of [...listeners]) listener();
    },
  };
}
