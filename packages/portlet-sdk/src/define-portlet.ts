import type { ComponentType } from 'react';
import type { PortletDescriptor, PortletMode } from './descriptor/index.ts';

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
 *   need none: the shell draws a form from the preference schema, and the help text
 * @example
 * export const portlet = definePortlet({
 *   descriptor,
 *   modes: { view: () => import('./view/calendar-view.tsx').then((module) => module.CalendarView) },
 * });
 */
export function definePortlet(definition: { descriptor: unknown; modes: PortletModes }): PortletDefinition {
  const { descriptor, modes } = definition;
  if (!isDescriptor(descriptor)) throw new TypeError('definePortlet: the descriptor is not a portlet.json');
  if (typeof modes.view !== 'function') throw new TypeError(`portlet ${descriptor.name}: "view" has no code`);
  const undeclared = Object.keys(modes).filter((mode) => !descriptor.modes.includes(mode as PortletMode));
  if (undeclared.length > 0) {
    throw new TypeError(
      `portlet ${descriptor.name}: modes with code but not declared: ${undeclared.join(', ')}`,
    );
  }
  return Object.freeze({ descriptor, modes });
}

function isDescriptor(value: unknown): value is PortletDescriptor {
  return typeof value === 'object' && value !== null && 'modes' in value && Array.isArray(value.modes);
}
