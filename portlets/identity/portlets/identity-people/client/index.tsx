import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 人员与组织. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./people-view.tsx').then((module) => module.PeopleView) },
});
