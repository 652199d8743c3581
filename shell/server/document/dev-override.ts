import { portletNameSchema } from '@yimen/shell-contract/schemas';
import { DEVELOPER_ROLE } from '../session/session-view.ts';
import type { Viewer } from '../session/viewer.ts';

/** Portlets that a developer runs on her own machine, and the origins they come from. */
export type DevOverrides = {
  portlets: ReadonlySet<string>;
  origins: readonly string[];
  /** Portlet and the address of its code, to show. */
  sources: readonly (readonly [string, string])[];
};

/**
 * Reads `?dev=<portlet>=http://localhost:5301/…`: a developer tries a portlet of her own machine in this portal.
 *
 * @returns nothing for anybody who is no portlet developer, and nothing but what comes from the developer's own machine
 */
export function devOverrides(viewer: Viewer, query: URLSearchParams): DevOverrides {
  if (!viewer.roles.includes(DEVELOPER_ROLE)) return none;
  const overrides = query.getAll('dev').flatMap((override) => {
    const at = override.indexOf('=');
    const name = override.slice(0, at);
    const url = portletNameSchema.safeParse(name).success ? URL.parse(override.slice(at + 1)) : null;
    const isOwnMachine = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    return url && isOwnMachine && /^https?:$/.test(url.protocol) ? [{ name, url }] : [];
  });
  return {
    portlets: new Set(overrides.map(({ name }) => name)),
    origins: [...new Set(overrides.map(({ url }) => url.origin))],
    sources: overrides.map(({ name, url }) => [name, url.href]),
  };
}

const none: DevOverrides = { portlets: new Set(), origins: [], sources: [] };
