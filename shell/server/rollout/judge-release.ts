import type { FigureSummary, RolloutBudget } from '@yimen/shell-contract';

/** What is compared: figures of the release, and of the one that people had before. */
export type Measured = { release: FigureSummary; before: FigureSummary | null };

/** How much slower than the release before a release may load when its budget names no time. */
const slowerThanBefore = 2;
/** A portlet that loads in 40 ms instead of 20 is no reason to withdraw it. */
const smallestDifference = 500;

/**
 * Why a release is over its budget.
 * @returns a sentence for the trail; null when it is within, or when there is too little to judge by
 */
export function overBudget({ release, before }: Measured, budget: RolloutBudget): string | null {
  if (release.loads >= budget.minimumLoads && release.errorRate > budget.errorRate) {
    return `${percent(release.errorRate)} of ${release.loads} loads failed; the budget is ${percent(budget.errorRate)}`;
  }
  const failing = release.requests === 0 ? 0 : release.requestFailures / release.requests;
  if (release.requests >= budget.minimumLoads && failing > budget.requestFailureRate) {
    return `${percent(failing)} of ${release.requests} requests failed; the budget is ${percent(budget.requestFailureRate)}`;
  }
  const limit = budget.loadP95 ?? limitBy(before, budget);
  if (release.loads >= budget.minimumLoads && limit !== null && (release.loadP95 ?? 0) > limit) {
    return `95 % of loads took up to ${release.loadP95} ms; the budget is ${limit} ms`;
  }
  return null;
}

function limitBy(before: FigureSummary | null, { minimumLoads }: RolloutBudget): number | null {
  if (!before || before.loads < minimumLoads || before.loadP95 === null) return null;
  return Math.max(before.loadP95 * slowerThanBefore, before.loadP95 + smallestDifference);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
