import { defineMount } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

// "edit" and "help" are declared without code: the portal makes a form of the preferences and shows the help text.
export const portlet = defineMount({
  descriptor,
  modes: {
    view: () => import('./view/my-portlet-view.ts').then((module) => module.mountMyPortlet),
  },
});
