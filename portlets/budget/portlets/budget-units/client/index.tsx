import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 预算单位执行情况. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./budget-units-view.tsx').then((module) => module.BudgetUnitsView) },
});
