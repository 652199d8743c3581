import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 业务系统接入. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./systems-view.tsx').then((module) => module.SystemsView) },
});
