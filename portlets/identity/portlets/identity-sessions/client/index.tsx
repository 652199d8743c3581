import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 会话与退出回执. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./sessions-view.tsx').then((module) => module.SessionsView) },
});
