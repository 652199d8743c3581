import type { PortletDefinition } from '@yimen/portlet-sdk';
import type { ComponentType, ReactNode } from 'react';
import { type ShownMistake, shownMistake, type ViteError } from './build-error.ts';
import { devNotice } from './dev-notice.ts';
import { devShared } from './dev-shared.ts';
import { runBoundary } from './run-boundary.ts';

type Mode = keyof PortletDefinition['modes'];
type Loaded = {
  readonly revision: number;
  readonly Component: ComponentType | null;
  readonly error: unknown;
};

/** The project as the development server describes it. */
export type LiveProject = {
  /** Folder of the project, to leave it out of messages. */
  readonly root: string;
  readonly descriptor: PortletDefinition['descriptor'];
  load(): Promise<PortletDefinition>;
};

/** A definition whose modes always show the newest code, or what is wrong with it. */
export type LiveDefinition = {
  readonly definition: PortletDefinition;
  /** The first code has arrived or cannot be built. Never rejects. */
  readonly ready: Promise<void>;
  /** New code has arrived. */
  replace(definition: PortletDefinition): void;
  /** What was saved cannot be built. */
  fail(error: ViteError): void;
  /** Something was saved; what was wrong before may be mended. */
  forget(): void;
};

/**
 * Wraps a definition so that a change of its code shows in its windows without the shell knowing: the mode is loaded
 * again and mounted anew. The rest of the page keeps its state, also in a shell with React's production build, where
 * Fast Refresh cannot work. A mistake shows in the window until the next save; the window itself never fails by it.
 */
export function liveDefinition(project: LiveProject): LiveDefinition {
  const { createElement, useEffect, useState, useSyncExternalStore } = devShared(
    'react',
  ) as typeof import('react');
  const { useLocale } = devShared('@yimen/portlet-sdk') as typeof import('@yimen/portlet-sdk');
  const Boundary = runBoundary();
  let newest = project.load();
  newest.catch(() => undefined);
  let revision = 0;
  let mistake: ShownMistake | null = null;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };

  async function load(mode: Mode): Promise<Loaded> {
    const at = revision;
    try {
      const { modes } = await newest;
      const loader = modes[mode] ?? modes.view;
      return { revision: at, Component: await loader(), error: undefined };
    } catch (error) {
      return { revision: at, Component: null, error };
    }
  }

  const live = async (mode: Mode): Promise<ComponentType> => {
    const initial = await load(mode);
    return function LiveMode(): ReactNode {
      const wanted = useSyncExternalStore(subscribe, () => revision);
      const wrong = useSyncExternalStore(subscribe, () => mistake);
      const locale = useLocale();
      const [shown, setShown] = useState(initial);
      useEffect(() => {
        if (shown.revision === wanted) return undefined;
        let isCurrent = true;
        const show = (loaded: Loaded) => {
          // What cannot be loaded leaves what is there.
          if (isCurrent)
            setShown(({ Component }) => ({ ...loaded, Component: loaded.Component ?? Component }));
        };
        void load(mode).then(show);
        return () => {
          isCurrent = false;
        };
      }, [wanted, shown.revision]);
      const { Component, error } = shown;
      const told =
        wrong ?? (error === undefined ? null : shownMistake({ message: String(error) }, project.root));
      const describe = (failure: unknown) =>
        devNotice('run', shownMistake({ message: String(failure) }, project.root), locale);
      return [
        told && devNotice(Component ? 'build' : 'first', told, locale),
        Component &&
          createElement(Boundary, { key: shown.revision, describe, children: createElement(Component) }),
      ];
    };
  };

  const modes: Record<string, () => Promise<ComponentType>> = { view: () => live('view') };
  const takeModes = (definition: PortletDefinition) => {
    for (const mode of Object.keys(definition.modes) as Mode[]) modes[mode] = () => live(mode);
  };
  const definition = { descriptor: project.descriptor, modes } as unknown as PortletDefinition;

  return {
    definition,
    ready: newest.then(takeModes, () => undefined),
    replace(next) {
      newest = Promise.resolve(next);
      takeModes(next);
      revision += 1;
      mistake = null;
      tell();
    },
    fail(error) {
      mistake = shownMistake(error, project.root);
      tell();
    },
    forget() {
      mistake = null;
      tell();
    },
  };
}
