/** Aborts when nothing has moved for a time: neither an upload nor the answer. Long transfers may take as they need. */
export type SilenceLimit = {
  readonly signal: AbortSignal;
  /** Something moved. */
  heard(): void;
  /** A stream whose every chunk counts as something that moved. */
  watch(): TransformStream<Uint8Array, Uint8Array>;
};

export function createSilenceLimit(milliseconds: number): SilenceLimit {
  const limit = new AbortController();
  const start = () => setTimeout(() => limit.abort(), milliseconds).unref();
  let timer = start();
  const heard = () => {
    clearTimeout(timer);
    timer = start();
  };
  return {
    signal: limit.signal,
    heard,
    watch: () =>
      new TransformStream({
        transform(chunk, controller) {
          heard();
          controller.enqueue(chunk);
        },
        // All has been said: the timer would only make an error that nobody reads.
        flush: () => clearTimeout(timer),
      }),
  };
}
