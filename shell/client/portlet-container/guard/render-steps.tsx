import { type ReactNode, useEffect, useLayoutEffect } from 'react';

/** What is told of a window: its component is called now, it has come back, its effects are called now. */
export type RenderStep = 'rendering' | 'rendered' | 'effects';

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

/** Before a portlet's component: React renders siblings one after the other, and runs their effects in the same order. */
export function RenderBegins({ windowId }: MarkProps): ReactNode {
  tell(windowId, 'rendering');
  useLayoutEffect(() => tell(windowId, 'effects'));
  useEffect(() => tell(windowId, 'effects'));
  return null;
}

/** After it. */
export function RenderEnds({ windowId }: MarkProps): ReactNode {
  tell(windowId, 'rendered');
  return null;
}
