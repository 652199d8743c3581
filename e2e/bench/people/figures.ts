export type Figure = { what: string; median: number; p95: number };

/** Median and 95th percentile, in tenths of a millisecond. */
export function figureOf(what: string, samples: readonly number[]): Figure {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { what, median: at(0.5), p95: at(0.95) };
}
