import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 发布管理. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./releases-view.tsx').then((module) => module.ReleasesView) },
});
