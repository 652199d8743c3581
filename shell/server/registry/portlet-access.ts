import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import type { Viewer } from '../session/viewer.ts';

/** Whether a person may use a portlet: any of the descriptor's roles, or everyone when it names none (D6). */
export function mayUsePortlet(viewer: Pick<Viewer, 'roles'>, descriptor: PortletDescriptor): boolean {
  return descriptor.roles === undefined || descriptor.roles.some((role) => viewer.roles.includes(role));
}
