/** A network that Chromium imitates: added to every request until its answer begins, and bytes per second. */
export type Network = { name: string; latency: number; bytesPerSecond: number };

/** An office far from the bureau's machine room: 40 ms there and back, 10 Mbit/s each way. */
const office: Network = { name: '40ms/10Mbit', latency: 40, bytesPerSecond: 10_000_000 / 8 };

/** What the machine gives. */
const loopback: Network = { name: 'loopback', latency: 0, bytesPerSecond: -1 };

/**
 * The networks to measure on.
 * @param wanted `loopback`, `office` or both with a comma
 */
export function networksOf(wanted: string): Network[] {
  return wanted.split(',').map((name) => {
    if (name === 'office') return office;
    if (name === 'loopback') return loopback;
    throw new Error(`BENCH_NETWORKS: there is no ${name}, only loopback and office`);
  });
}
