import type { ComponentType } from 'react';
import type { PortletAdapter, PortletDescriptor, PortletMode } from './descriptor/index.ts';

/** A component for each mode, loaded when the mode is first shown. */
export type PortletModes = Partial<Record<PortletMode, () => Promise<ComponentType>>> & {
  readonly view: () => Promise<ComponentType>;
};

/** What `client/index.tsx` of a portlet exports under the name `portlet`. */
export type PortletDefinition = { readonly descriptor: PortletDescriptor; readonly modes: PortletModes };

/**
 * Binds code to a descriptor (SPEC R13). The descriptor itself is checked by the build and again by the registry.
 *
 * @param definition the descriptor (the imported `portlet.json`) and a loader per mode that has code
 * @returns the definition, frozen
 * @throws TypeError naming every mode with code that is not declared, and when `view` has no code; `edit` and `help`
 *   need none: the shell draws a form from the preference schema, and the help text. Also when the descriptor names
 *   another adapter than `react`
 * @example
 * export const portlet = definePortlet({
 *   descriptor,
 *   modes: { view: () => import('./view/calendar-view.tsx').then((module) => module.CalendarView) },
 * });
 */
export function definePortlet(definition: { descriptor: unknown; modes: PortletModes }): PortletDefinition {
  return defineModes('react', definition, (component) => component);
}

type ModesOf<C> = Partial<Record<PortletMode, () => Promise<C>>> & { readonly view: () => Promise<C> };

const functions = {
  react: 'definePortlet',
  mount: 'defineMount',
  element: 'defineElement',
  frame: 'no code of the portal',
};

/**
 * Binds code of an adapter to a descriptor (SPEC R13, R120).
 *
 * @param adapter adapter that the code is for
 * @param definition descriptor and loader per mode
 * @param toComponent makes what windows render of what a mode loads
 * @returns the definition, frozen
 * @throws TypeError when they do not fit each other
 */
export function defineModes<C>(
  adapter: PortletAdapter,
  definition: { descriptor: unknown; modes: ModesOf<C> },
  toComponent: (code: C, descriptor: PortletDescriptor) => ComponentType,
): PortletDefinition {
  const { descriptor, modes } = definition;
  const name = functions[adapter];
  if (!isDescriptor(descriptor)) throw new TypeError(`${name}: the descriptor is not a portlet.json`);
  const declared = descriptor.adapter ?? 'react';
  if (declared !== adapter) {
    throw new TypeError(
      `portlet ${descriptor.name}: the adapter "${declared}" is for ${functions[declared]}, not ${name}`,
    );
  }
  if (typeof modes.view !== 'function') throw new TypeError(`portlet ${descriptor.name}: "view" has no code`);
  const undeclared = Object.keys(modes).filter((mode) => !descriptor.modes.includes(mode as PortletMode));
  if (undeclared.length > 0) {
    throw new TypeError(
      `portlet ${descriptor.name}: modes with code but not declared: ${undeclared.join(', ')}`,
    );
  }
  const loaders = Object.entries(modes).map(([mode, load]) => [
    mode,
    async () => toComponent(await load(), descriptor),
  ]);
  return Object.freeze({ descriptor, modes: Object.fromEntries(loaders) as PortletModes });
}

function isDescriptor(value: unknown): value is PortletDescriptor {
  return typeof value === 'object' && value !== null && 'modes' in value && Array.isArray(value.modes);
}
