import { type ReactNode, useLayoutEffect } from 'react';

/** What happens in a window while it is rendered, in the order in which React does it. */
export type RenderStep = 'rendering' | 'rendered' | 'laid-out';

type Listener = (windowId: string, step: RenderStep) => void;
const listeners = new Set<Listener>();

/** Hears of every window's rendering. @returns the undo */
export function watchRenderSteps(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(windowId: string, step: RenderStep): void {
  for (const listener of listeners) listener(windowId, step);
}

type MarkProps = { readonly windowId: string };

/** Before a portlet's component: React renders siblings one after the other, in one task. */
export function RenderBegins({ windowId }: MarkProps): ReactNode {
  tell(windowId, 'rendering');
  return null;
}

/** After it. */
export function RenderEnds({ windowId }: MarkProps): ReactNode {
  tell(windowId, 'rendered');
  useLayoutEffect(() => tell(windowId, 'laid-out'), [windowId]);
  return null;
}
