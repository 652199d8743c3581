import type { Mount } from '@yimen/portlet-sdk';
import { drawTodos, type Todos } from './draw-todos.ts';

/** What the window shows in mode view, drawn anew whenever anything has changed. Subscriptions end with the window. */
export const mountMyPortlet: Mount = (element, context) => {
  const todos = context.resources.watch<Todos>('todos');
  const draw = () => drawTodos(element, context, todos.get());
  for (const source of [todos, context.locale, context.renderParameters]) source.subscribe(draw);
  draw();
};
