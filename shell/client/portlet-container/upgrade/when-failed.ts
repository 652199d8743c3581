import type { ProblemError } from '@yimen/problem';
import type { WindowController } from '../window-controller.ts';

/**
 * Tells when a window fails within a time.
 *
 * @param milliseconds how long it is watched
 * @param failed called once, not while the failure is being told to others
 * @returns the undo
 */
export function whenFailed(
  { snapshot }: Pick<WindowController, 'snapshot'>,
  milliseconds: number,
  failed: (problem: ProblemError) => void,
): () => void {
  let isOver = false;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    unsubscribe();
  };
  const check = () => {
    const shown = snapshot.get();
    if (shown.status !== 'failed') return;
    queueMicrotask(() => {
      if (isOver) return;
      stop();
      failed(shown.problem);
    });
  };
  const timer = setTimeout(stop, milliseconds);
  const unsubscribe = snapshot.subscribe(check);
  return stop;
}
