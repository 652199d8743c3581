import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 通讯录. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./contacts-view.tsx').then((module) => module.ContactsView) },
});
