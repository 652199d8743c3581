import type { SessionView } from '@yimen/shell-contract';
import { isAdministrator } from '../admin/administrator.ts';
import type { Viewer } from './viewer.ts';

/** Role whose people publish portlets and may open the portal with a portlet of their own machine. */
export const DEVELOPER_ROLE = 'portlet-developer';

/** What the shell may know of the session: no key, no token. */
export function presentSession(viewer: Viewer): SessionView {
  const { sub, name, username, unit, post, locale } = viewer;
  return {
    user: { sub, name, username, roles: [...viewer.roles], unit, post },
    locale,
    permissions: {
      composePages: isAdministrator(viewer),
      publishPortlets: viewer.roles.includes(DEVELOPER_ROLE),
    },
  };
}
