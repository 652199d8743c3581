import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 通知公告. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./notices-view.tsx').then((module) => module.NoticesView) },
});
