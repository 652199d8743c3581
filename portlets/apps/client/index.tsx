import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 业务系统. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./apps-view.tsx').then((module) => module.AppsView) },
});
