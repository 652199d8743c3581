import type { Viewer } from '../session/viewer.ts';

/** Role whose people compose pages and register services. */
export const ADMINISTRATOR_ROLE = 'administrator';

/** Whether a person may administer the portal. */
export function isAdministrator(viewer: Pick<Viewer, 'roles'>): boolean {
  return viewer.roles.includes(ADMINISTRATOR_ROLE);
}
