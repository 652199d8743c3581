import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 运行状况. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./health-view.tsx').then((module) => module.HealthView) },
});
