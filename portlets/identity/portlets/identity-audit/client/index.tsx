import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 审计. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./audit-view.tsx').then((module) => module.AuditView) },
});
