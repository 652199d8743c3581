import type { Mount } from '@yimen/portlet-sdk';
import { createApp } from 'vue';
import MyPortletView from './view/my-portlet-view.vue';

/** A Vue application for each window; what it cannot handle its window shows. */
export const mountMyPortlet: Mount = (element, context) => {
  const app = createApp(MyPortletView, { context });
  app.config.errorHandler = context.fail;
  app.mount(element);
  return () => app.unmount();
};
