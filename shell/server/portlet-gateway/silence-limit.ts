/** Aborts when an upload has not moved for a time: a long one may take as long as it needs. */
export type SilenceLimit = {
  readonly signal: AbortSignal;
  /** Something moved. */
  heard(): void;
  /** Nothing is waited for any more. */
  end(): void;
};

export function createSilenceLimit(milliseconds: number): SilenceLimit {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), milliseconds).unref();
  return { signal: limit.signal, heard: () => void timer.refresh(), end: () => clearTimeout(timer) };
}
