import type { Mount } from '@yimen/portlet-sdk';
import { createApp } from 'vue';
import CalendarView from './calendar-view.vue';

/** A Vue application for each window; what it cannot handle its window shows. */
export const mountCalendar: Mount = (element, context) => {
  const app = createApp(CalendarView, { context });
  app.config.errorHandler = context.fail;
  app.mount(element);
  return () => app.unmount();
};
