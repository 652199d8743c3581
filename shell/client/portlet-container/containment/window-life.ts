import { problem } from '@yimen/problem';
import { DEFAULT_BUDGETS } from '@yimen/shell-contract';
import { type BudgetGovernor, createBudgetGovernor } from '../budgets/budget-governor.ts';
import type { WindowTrail } from '../diagnosis/window-trail.ts';
import type { LifeFigures } from '../figures/figure-recorder.ts';
import type { PortletRelease } from '../release-loader.ts';
import type { Containment } from './containment.ts';

/** One life of a window, as containment sees it. */
export type WindowLife = {
  readonly release: PortletRelease;
  readonly figures: LifeFigures;
  readonly governor: BudgetGovernor;
  end(): void;
};

type LifeParts = {
  readonly release: PortletRelease;
  readonly queuedAt: number;
  readonly containment: Containment;
  readonly trail: WindowTrail;
  /** Ends the window's portlet with a problem. */
  fail(error: Error): void;
};

/** Begins a life: another load is another life, of a retry or of another release in the same window. */
export function beginWindowLife({ release, queuedAt, containment, trail, fail }: LifeParts): WindowLife {
  const figures = trail.follow(containment.figures.begin(release, queuedAt), queuedAt);
  const governor = createBudgetGovernor({
    budgets: release.budgets ?? DEFAULT_BUDGETS,
    onExcess: (excess) => figures.excess(excess),
    onEnd: ({ kind, used, limit }) =>
      // Not while its own code is on the stack: it would go on in a window that has ended.
      queueMicrotask(() => fail(problem('portlet-over-budget', { detail: `${kind}: ${used} / ${limit}` }))),
  });
  return { release, figures, governor, end: () => governor.end() };
}
