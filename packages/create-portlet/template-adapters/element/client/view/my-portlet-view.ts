import type { AdapterContext } from '@yimen/portlet-sdk';
import { drawTodos, type Todos } from './draw-todos.ts';

/** What the window shows in mode view. The portal registers it under a name of its own and gives it `context` first. */
export class MyPortletElement extends HTMLElement {
  context?: AdapterContext;

  connectedCallback(): void {
    const { context } = this;
    if (!context) throw new TypeError('the portal gives an element its context');
    const todos = context.resources.watch<Todos>('todos');
    const draw = () => drawTodos(this, context, todos.get());
    // Subscriptions end with the window.
    for (const source of [todos, context.locale, context.renderParameters]) source.subscribe(draw);
    draw();
  }
}
