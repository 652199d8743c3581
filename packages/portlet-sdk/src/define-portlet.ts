import type { ComponentType } from 'react';
import type { PortletDescriptor, PortletMode } from './descriptor/index.ts';

/** A component for each mode, loaded when the mode is first shown. */
export type PortletModes = Partial<Record<PortletMode, () => Promise<ComponentType>>> & {
  readonly view: () => Promise<ComponentType>;
};

/** What `client/index.tsx` of a portlet exports under the name `portlet`. */
export type PortletDefinition = { readonly descriptor: PortletDescriptor; readonly modes: PortletModes };

/**
 * Binds code to a descriptor (SPEC R1).
 *
 * @param definition the descriptor (the imported `portlet.json`) and a loader per declared mode
 * @returns the definition, frozen
 * @throws TypeError naming every declared mode without code and every mode with code that is not declared; `edit`
 *   and `help` need no code: the shell draws a form from the preference schema, and the help text
 */
export function definePortlet(definition: { descriptor: unknown; modes: PortletModes }): PortletDefinition {
  const descriptor = definition.descriptor as PortletDescriptor;
  const undeclared = Object.keys(definition.modes).filter(
    (mode) => !descriptor.modes.includes(mode as PortletMode),
  );
  if (undeclared.length > 0) {
    throw new TypeError(
      `portlet ${descriptor.name}: modes with code but not declared: ${undeclared.join(', ')}`,
    );
  }
  return Object.freeze({ descriptor, modes: definition.modes });
}
