import { defineModes, type PortletDefinition } from '../define-portlet.ts';
import type { PortletMode } from '../descriptor/index.ts';
import { mountedComponent } from './mounted-component.ts';
import type { Mount } from './run-mount.ts';

/** A mount for each mode, loaded when the mode is first shown. */
export type MountModes = Partial<Record<PortletMode, () => Promise<Mount>>> & {
  readonly view: () => Promise<Mount>;
};

/**
 * Binds code of any framework, or of none, to a descriptor with `"adapter": "mount"` (SPEC R120, R121).
 *
 * @param definition the descriptor, and a loader of a {@link Mount} per mode that has code
 * @returns the definition, frozen
 * @throws TypeError as `definePortlet` does, and when the descriptor names another adapter
 * @example
 * export const portlet = defineMount({
 *   descriptor,
 *   modes: { view: async () => (element, context) => {
 *     const draw = () => { element.textContent = context.title.get(); };
 *     draw();
 *     return context.title.subscribe(draw);
 *   } },
 * });
 */
export function defineMount(definition: { descriptor: unknown; modes: MountModes }): PortletDefinition {
  return defineModes('mount', definition, mountedComponent);
}
