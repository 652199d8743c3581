import type { ReleaseView } from '@yimen/shell-contract';
import type { Breakers } from '../breakers/breakers.ts';
import type { PortletBudgets } from '../budgets/budgets.ts';

/** Adds to releases what a page must know to contain them: whether they are held back, and what they may use up. */
export type ContainReleases = (releases: Record<string, ReleaseView>) => Promise<Record<string, ReleaseView>>;

/** To be asked once for each page load: a half-open breaker lets one load try. */
export function createContainReleases(o: { breakers: Breakers; budgets: PortletBudgets }): ContainReleases {
  const contain = async (release: ReleaseView): Promise<ReleaseView> => {
    const [held, budgets] = await Promise.all([
      o.breakers.verdict(release.name, release.version),
      o.budgets.of(release.descriptor),
    ]);
    return held ? { ...release, budgets, held } : { ...release, budgets };
  };
  return async (releases) => {
    const contained = await Promise.all(Object.values(releases).map(contain));
    return Object.fromEntries(contained.map((release) => [release.name, release]));
  };
}
