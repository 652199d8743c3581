import { definePortlet } from '@yimen/portlet-sdk';
import descriptor from '../portlet.json' with { type: 'json' };

/** 待办事项. */
export const portlet = definePortlet({
  descriptor,
  modes: { view: () => import('./todo-view.tsx').then((module) => module.TodoView) },
});
