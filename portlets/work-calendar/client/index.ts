import { defineMount } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 工作日历. */
export const portlet = defineMount({
  descriptor,
  modes: { view: () => import('./mount-calendar.ts').then((module) => module.mountCalendar) },
});
