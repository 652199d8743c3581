import type { PortletContext, Undo } from '../context/portlet-context.ts';
import { type AdapterContext, createAdapterContext } from './adapter-context.ts';

/** What a mount gives back when an undo is not enough. */
export type MountHandle = {
  /** Takes back what the mount did; the element is removed afterwards. */
  unmount?(): void;
  /** Called once after any of the context's values has changed, for code that draws everything again. */
  update?(): void;
};

type Mounted = Undo | MountHandle | undefined;

/**
 * Draws a portlet into an empty element and keeps it up to date until its undo runs (SPEC R121). What throws, at once,
 * later or in `update`, is shown in the portlet's own window with a retry.
 */
export type Mount = (
  element: HTMLElement,
  context: AdapterContext,
  // biome-ignore lint/suspicious/noConfusingVoidType: a function without a return gives void
) => Mounted | void | Promise<Mounted | void>;

/** What a mount is run with. */
export type MountParts = {
  readonly mount: Mount;
  readonly element: HTMLElement;
  readonly context: PortletContext;
  readonly fail: (error: unknown) => void;
};

/**
 * Runs a mount in a window.
 *
 * @returns the undo: runs what the mount gave back and takes back all that it registered, once; the window's end does
 *   the same
 */
export function runMount({ mount, element, context, fail }: MountParts): Undo {
  const life = createAdapterContext(context, fail);
  let isEnded = false;
  let handle: MountHandle = {};
  const stopUpdates = followChanges(context, () => {
    if (isEnded) return;
    try {
      handle.update?.();
    } catch (error) {
      fail(error);
    }
  });
  const end = () => {
    if (isEnded) return;
    isEnded = true;
    stopUpdates();
    try {
      handle.unmount?.();
    } finally {
      life.end();
    }
  };
  // biome-ignore lint/suspicious/noConfusingVoidType: what a mount gives
  const take = (mounted: Mounted | void) => {
    const given = typeof mounted === 'function' ? { unmount: mounted } : (mounted ?? {});
    if (isEnded) given.unmount?.();
    else handle = given;
  };
  const forget = context.onDispose(end);
  try {
    const mounted = mount(element, life.context);
    if (mounted instanceof Promise) {
      life.context.setBusy(true);
      mounted
        .then(take)
        .finally(() => life.context.setBusy(false))
        .catch(fail);
    } else take(mounted);
  } catch (error) {
    fail(error);
  }
  return () => {
    forget();
    try {
      end();
    } catch (error) {
      // Told like an error of an event handler: the window is going away, and has nowhere to show it.
      reportError(error);
    }
  };
}

/** Tells once, in a microtask, of any number of changes. */
function followChanges(context: PortletContext, changed: () => void): Undo {
  let isTold = false;
  const tell = () => {
    if (isTold) return;
    isTold = true;
    queueMicrotask(() => {
      isTold = false;
      changed();
    });
  };
  const { title, locale, theme, mode, windowState, preferences, renderParameters } = context;
  const sources = [title, locale, theme, mode, windowState, preferences, renderParameters];
  const undos = sources.map((source) => source.subscribe(tell));
  return () => {
    for (const undo of undos) undo();
  };
}
