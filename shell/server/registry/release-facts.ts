import type { ReleaseFacts } from '@yimen/shell-contract';
import type { Figures } from '../figures/figures.ts';

/** Reads what was measured of a release. */
export type ReleaseFactsOf = (portlet: string, version: string) => Promise<Omit<ReleaseFacts, 'bytes'>>;

/** Facts of a release are those of its last week. */
const span = 7 * 86_400_000;

/** Takes the facts from the figures of people's windows. */
export function measuredFacts(figures: Figures, clock: () => number): ReleaseFactsOf {
  return async (portlet, version) => {
    const { loads, loadP95, errorRate } = await figures.of(portlet, version, { from: clock() - span });
    return { loadP95Ms: loadP95, errorRate: loads === 0 ? null : errorRate };
  };
}
