/** Buckets to one doubling: each is 9 % wide, so that a percentile is exact to 5 %. */
const STEPS = 8;

/** The bucket of a duration in milliseconds; everything below a millisecond is in the first, 0. */
export function bucketOf(milliseconds: number): number {
  return milliseconds < 1 ? 0 : Math.floor(Math.log2(milliseconds) * STEPS) + 1;
}

/** Values by bucket. */
export type Histogram = ReadonlyMap<number, number>;

/**
 * A percentile, interpolated inside of its bucket.
 *
 * @param histogram how many values each bucket has
 * @param share 0.95 for the 95th percentile (nearest rank)
 * @returns milliseconds, rounded; null when there is no value
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const buckets = [...histogram].filter(([, amount]) => amount > 0).sort(([a], [b]) => a - b);
  const count = buckets.reduce((sum, [, amount]) => sum + amount, 0);
  if (count === 0) return null;
  const rank = Math.max(1, Math.ceil(count * share));
  let below = 0;
  for (const [bucket, amount] of buckets) {
    if (below + amount >= rank) {
      const [low, high] = boundsOf(bucket);
      return Math.round(low + ((high - low) * (rank - below - 0.5)) / amount);
    }
    below += amount;
  }
  return null;
}

function boundsOf(bucket: number): [number, number] {
  return bucket <= 0 ? [0, 1] : [2 ** ((bucket - 1) / STEPS), 2 ** (bucket / STEPS)];
}
