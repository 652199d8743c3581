import type { Observable, PortletContext, PortletResources, Undo } from '../context/portlet-context.ts';
import { createBusySwitch } from './busy-switch.ts';
import { type WatchedResource, type WatchOptions, watchResource } from './watch-resource.ts';

/** The portlet's service, with resources that can be watched. */
export type AdapterResources = PortletResources & {
  /**
   * Data of a declared resource as an observable: what `useResource` is to React (SPEC R30 to R33, R122). It is read
   * while somebody subscribes.
   *
   * @throws RangeError when the descriptor declares no such resource
   */
  watch<T>(name: string, options?: WatchOptions): Observable<WatchedResource<T>>;
};

/**
 * The context of a portlet that is not written in React: the same members with the same meaning as in PortletContext
 * (SPEC R122). Every value that changes is an {@link Observable}; what was subscribed ends by itself with the mount, and
 * a listener that throws shows the problem in its own window.
 */
export type AdapterContext = Omit<PortletContext, 'queries' | 'resources'> & {
  readonly resources: AdapterResources;
  /** Marks the window busy, for work that the shell cannot see. */
  setBusy(isBusy: boolean): void;
  /** The portlet cannot go on: its window shows the problem, with a retry. */
  fail(error: unknown): void;
};

/** An adapter's context and its end. */
export type AdapterLife = { readonly context: AdapterContext; end(): void };

/**
 * The context for one mount in a window.
 *
 * @param context context of the window
 * @param fail told of errors that end the mount
 * @returns the context, and what takes back all that was registered through it, last first; errors of it are thrown at
 *   the end, the first one
 */
export function createAdapterContext(context: PortletContext, fail: (error: unknown) => void): AdapterLife {
  const ending = new AbortController();
  const undos = new Set<Undo>();
  const busy = createBusySwitch(context.queries);
  const keep = (undo: Undo): Undo => {
    const run = () => {
      if (undos.delete(run)) undo();
    };
    undos.add(run);
    return run;
  };
  const safely =
    <A extends unknown[]>(listener: (...input: A) => void) =>
    (...input: A) => {
      try {
        listener(...input);
      } catch (error) {
        fail(error);
      }
    };
  const observed = <T>(source: Observable<T>): Observable<T> => ({
    get: () => source.get(),
    subscribe: (listener) => keep(source.subscribe(safely(listener))),
  });
  const { preferences, renderParameters, events, resources } = context;
  return {
    context: {
      descriptor: context.descriptor,
      windowId: context.windowId,
      title: observed(context.title),
      get user() {
        return context.user;
      },
      locale: observed(context.locale),
      theme: observed(context.theme),
      mode: observed(context.mode),
      windowState: observed(context.windowState),
      preferences: {
        ...observed(preferences),
        get readOnly() {
          return preferences.readOnly;
        },
        save: (changes) => preferences.save(changes),
      },
      renderParameters: {
        ...observed(renderParameters),
        set: (changes, options) => renderParameters.set(changes, options),
      },
      events: {
        publish: (name, payload) => events.publish(name, payload),
        subscribe: (name, listener) => keep(events.subscribe(name, safely(listener))),
      },
      resources: {
        read: (name, request) => resources.read(name, request),
        send: (...request) => resources.send(...request),
        url: (path) => resources.url(path),
        refresh: (...names) => resources.refresh(...names),
        watch: (name, options) => observed(watchResource(context, name, options)),
      },
      navigation: context.navigation,
      notices: context.notices,
      upgrade: {
        keep: (...state) => keep(context.upgrade.keep(...state)),
        kept: (name) => context.upgrade.kept(name),
        unsavedWork: (isUnsaved) => keep(context.upgrade.unsavedWork(isUnsaved)),
      },
      signal: AbortSignal.any([context.signal, ending.signal]),
      onDispose: (undo) => {
        const run = keep(undo);
        return () => void undos.delete(run);
      },
      setBusy: busy.set,
      fail,
    },
    end() {
      ending.abort();
      busy.set(false);
      runAll([...undos].reverse());
    },
  };
}

function runAll(undos: readonly Undo[]): void {
  const errors: unknown[] = [];
  for (const undo of undos) {
    try {
      undo();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
