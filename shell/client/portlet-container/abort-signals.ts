/**
 * A promise that is rejected as soon as a signal aborts. However it is settled, nothing stays with the signal: a
 * window's lives for hours, and each listener would hold the answer that it waited for.
 *
 * @param signal rejects with its reason
 * @param run settles the promise
 */
export function untilAborted<T>(
  signal: AbortSignal,
  run: (resolve: (value: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = whenAborted(signal, () => reject(signal.reason));
    const settle =
      <V>(act: (value: V) => void) =>
      (value: V) => {
        stop();
        act(value);
      };
    run(settle(resolve), settle(reject));
  });
}

/**
 * Runs something under the first of several signals. `AbortSignal.any` would make another signal per request that lasts
 * as long as its listeners; this one ends with what was run.
 *
 * @param run is given the joined signal's controller, so that it can abort by itself
 */
export async function withSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  run: (joined: AbortController) => Promise<T>,
): Promise<T> {
  const joined = new AbortController();
  const undos = signals.map((signal) => {
    if (!signal) return () => undefined;
    if (signal.aborted) joined.abort(signal.reason);
    return whenAborted(signal, () => joined.abort(signal.reason));
  });
  try {
    return await run(joined);
  } finally {
    for (const undo of undos) undo();
  }
}

/** Tells once when a signal aborts. @returns the undo */
export function whenAborted(signal: AbortSignal, tell: () => void): () => void {
  signal.addEventListener('abort', tell, { once: true });
  return () => signal.removeEventListener('abort', tell);
}
