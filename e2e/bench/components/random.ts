/** Numbers that are the same in every run (mulberry32), so that two runs measure the same components. */
export type Random = {
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  pick<T>(values: readonly T[]): T;
  /** `count` different values. */
  some<T>(values: readonly T[], count: number): T[];
};

export function createRandom(seed: number): Random {
  let state = (seed * 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (end: number) => Math.floor(next() * end);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  };
  return {
    below,
    pick,
    some(values, count) {
      const left = [...values];
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(below(left.length), 1)[0],
      ).filter((value) => value !== undefined);
    },
  };
}
