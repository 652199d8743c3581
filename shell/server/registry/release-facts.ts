import type { ReleaseFacts } from '@yimen/shell-contract';
import type { Figures } from '../figures/figures.ts';

type Measured = Omit<ReleaseFacts, 'bytes'>;

/** Reads what was measured of all releases, or those of one portlet, at once; then tells of each. */
export type ReleaseFactsOf = (portlet?: string) => Promise<(portlet: string, version: string) => Measured>;

/** Facts of a release are those of its last week. */
const span = 7 * 86_400_000;

/** Takes the facts from the figures of people's windows. */
export function measuredFacts(figures: Figures, clock: () => number): ReleaseFactsOf {
  return async (only) => {
    const to = clock();
    const lines = await figures.list({ portlet: only, from: to - span, to }, ['portlet', 'version']);
    const byRelease = new Map(lines.map((line) => [`${line.portlet} ${line.version}`, line]));
    return (portlet, version) => {
      const line = byRelease.get(`${portlet} ${version}`);
      if (!line) return { loadP95Ms: null, errorRate: null };
      return { loadP95Ms: line.loadP95, errorRate: line.loads === 0 ? null : line.errorRate };
    };
  };
}
