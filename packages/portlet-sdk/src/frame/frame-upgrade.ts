import type { PortletUpgrade } from '../context/portlet-upgrade.ts';
import type { FrameCalls } from './frame-calls.ts';
import type { FrameKept } from './frame-protocol.ts';

/** Milliseconds after which the shell has what the page would keep: it cannot ask a page that is about to go. */
const sampleTime = 1_000;

/** The upgrade part of a page's context: what it would keep, and whether work is unsaved, is told when it changes. */
export function frameUpgrade(before: Readonly<Record<string, FrameKept>>, calls: FrameCalls): PortletUpgrade {
  const takes = new Map<string, { take: Parameters<PortletUpgrade['keep']>[1]; version: number }>();
  const guards = new Set<() => boolean>();
  const left = new Map(Object.entries(before));
  let told = '';
  let toldUnsaved = false;
  let isFollowing = false;

  function tell(): void {
    const kept: Record<string, FrameKept> = Object.fromEntries(left);
    for (const [name, { take, version }] of takes) {
      const value = attempt(take);
      if (value !== undefined) kept[name] = { value, version };
    }
    const text = JSON.stringify(kept);
    if (text !== told) calls.post({ type: 'keep', kept: JSON.parse(text) });
    told = text;
    const isUnsaved = [...guards].some((guard) => attempt(guard) ?? true);
    if (isUnsaved !== toldUnsaved) calls.post({ type: 'unsaved', isUnsaved });
    toldUnsaved = isUnsaved;
  }

  function follow(): void {
    // It ends with the page.
    if (!isFollowing) setInterval(tell, sampleTime);
    isFollowing = true;
    tell();
  }

  return {
    keep(name, take, version = 1) {
      left.delete(name);
      const own = { take, version };
      takes.set(name, own);
      follow();
      return () => {
        if (takes.get(name) === own) takes.delete(name);
      };
    },
    kept: (name) => left.get(name),
    unsavedWork(isUnsaved) {
      const own = () => isUnsaved();
      guards.add(own);
      follow();
      return () => {
        guards.delete(own);
        tell();
      };
    },
  };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
