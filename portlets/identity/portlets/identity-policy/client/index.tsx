import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 安全策略. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./policy-view.tsx').then((module) => module.PolicyView) },
});
