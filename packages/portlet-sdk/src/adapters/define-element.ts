import { defineModes, type PortletDefinition } from '../define-portlet.ts';
import type { PortletMode } from '../descriptor/index.ts';
import type { AdapterContext } from './adapter-context.ts';
import { mountedComponent } from './mounted-component.ts';
import type { Mount } from './run-mount.ts';

/** A custom element that is a portlet: it has `context` before it is connected. */
export type PortletElement = HTMLElement & { context?: AdapterContext };

/** Class of a custom element, not registered under any name: the SDK chooses one. */
export type PortletElementClass = new () => PortletElement;

/** A custom element for each mode, loaded when the mode is first shown. */
export type ElementModes = Partial<Record<PortletMode, () => Promise<PortletElementClass>>> & {
  readonly view: () => Promise<PortletElementClass>;
};

/**
 * Binds custom elements to a descriptor with `"adapter": "element"` (SPEC R120, R123). The element gets the property
 * `context` before `connectedCallback` runs; styles of its shadow root are its own.
 *
 * @param definition the descriptor, and a loader of an element class per mode that has code
 * @returns the definition, frozen
 * @throws TypeError as `definePortlet` does, and when the descriptor names another adapter
 */
export function defineElement(definition: { descriptor: unknown; modes: ElementModes }): PortletDefinition {
  const mounts = new Map<PortletElementClass, Mount>();
  return defineModes('element', definition, (Element, { name, version }) => {
    const mount = mounts.get(Element) ?? elementMount(Element, `yimen-${name}-${version}`);
    mounts.set(Element, mount);
    return mountedComponent(mount);
  });
}

function elementMount(Element: PortletElementClass, base: string): Mount {
  return (place, context) => {
    registerElement(Element, base);
    const element = new Element();
    element.context = context;
    throwing(() => place.append(element));
    return () => throwing(() => element.remove());
  };
}

/** A name can be given once per page and never be taken back, so each release's class has one of its own. */
function registerElement(Element: PortletElementClass, base: string): void {
  if (customElements.getName(Element) !== null) return;
  const name = base.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
  let number = 1;
  while (customElements.get(`${name}-${number}`)) number += 1;
  customElements.define(`${name}-${number}`, Element);
}

/** Callbacks of custom elements are run by the browser, which reports their errors and throws none (HTML, 4.13.6). */
function throwing(act: () => void): void {
  const errors: unknown[] = [];
  const onError = (event: ErrorEvent) => {
    errors.push(event.error ?? new Error(event.message));
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('error', onError, { capture: true });
  try {
    act();
  } finally {
    window.removeEventListener('error', onError, { capture: true });
  }
  if (errors.length > 0) throw errors[0];
}
