import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 待审批. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./approvals-view.tsx').then((module) => module.ApprovalsView) },
});
