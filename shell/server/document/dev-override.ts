import { portletNameSchema } from '@yimen/shell-contract/schemas';
import { DEVELOPER_ROLE } from '../session/session-view.ts';
import type { Viewer } from '../session/viewer.ts';

/**
 * Origins of `?dev=<portlet>=http://localhost:5301/…`: a developer tries a portlet of her own machine in this portal.
 *
 * @returns the origins that this document's policy has to allow; none for anybody who is no portlet developer, and none
 *   but those of the developer's own machine
 */
export function devOrigins(viewer: Viewer, query: URLSearchParams): string[] {
  if (!viewer.roles.includes(DEVELOPER_ROLE)) return [];
  const origins = query.getAll('dev').flatMap((override) => {
    const at = override.indexOf('=');
    const isNamed = portletNameSchema.safeParse(override.slice(0, at)).success;
    const url = isNamed ? URL.parse(override.slice(at + 1)) : null;
    const isOwnMachine = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    return url && isOwnMachine && /^https?:$/.test(url.protocol) ? [url.origin] : [];
  });
  return [...new Set(origins)];
}
