import type { AdapterContext, WatchedResource } from '@yimen/portlet-sdk';
import { shownProblem } from '@yimen/problem';
import { messages } from './messages.ts';
import styles from './my-portlet-view.module.css';

type Todo = { id: string; title: string; kind: string; link: string | null };

/** What the to-do service answers. */
export type Todos = { items: Todo[]; total: number };

/** Fills a place with what is known now. */
export function drawTodos(place: HTMLElement, context: AdapterContext, todos: WatchedResource<Todos>): void {
  const locale = context.locale.get();
  const text = messages[locale];
  const { data, problem, isLoading } = todos;
  if (isLoading) {
    place.replaceChildren(element('p', text.loading));
    return;
  }
  if (!data) {
    const retry = button(text.retry, () => void context.resources.refresh('todos'));
    const said = element('p', shownProblem(problem, locale).title ?? '');
    said.setAttribute('role', 'alert');
    place.replaceChildren(said, retry);
    return;
  }
  const list = element('ul', ...data.items.map(itemOf));
  list.className = styles.list ?? '';
  place.replaceChildren(barOf(context, data), data.items.length > 0 ? list : element('p', text.empty));
}

function barOf(context: AdapterContext, { total }: Todos): HTMLElement {
  const text = messages[context.locale.get()];
  // Shared with every window of the page that declares "unit", and part of the page's address.
  const { unit } = context.renderParameters.get();
  const bar = element('div', element('span', text.total(total)));
  bar.className = styles.bar ?? '';
  if (unit) {
    const all = button(text.allUnits, () => context.renderParameters.set({ unit: null }));
    bar.append(element('span', text.unit(unit)), all);
  }
  return bar;
}

function itemOf({ title, kind, link }: Todo): HTMLElement {
  const named = element(link ? 'a' : 'span', title);
  if (named instanceof HTMLAnchorElement && link) {
    Object.assign(named, { href: link, target: '_blank', rel: 'noopener' });
  }
  return element('li', named, element('small', kind));
}

function element(name: string, ...content: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function button(label: string, act: () => void): HTMLElement {
  const made = element('button', label);
  made.setAttribute('type', 'button');
  made.addEventListener('click', act);
  return made;
}
