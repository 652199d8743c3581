import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 预算执行. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./budget-execution-view.tsx').then((module) => module.BudgetExecutionView) },
});
