import type { PortletDescriptor } from '@yimen/portlet-sdk/descriptor';
import { migratePreferences, validatePreferences } from '@yimen/portlet-sdk/descriptor';
import type { PortletRules } from '@yimen/shell-contract/layout';
import type { LiveReleases } from '../registry/live-release.ts';
import { mayUsePortlet } from '../registry/portlet-access.ts';
import type { Viewer } from '../session/viewer.ts';

/**
 * What the registry says about portlets to one person.
 *
 * @param purpose `show` takes stored preferences that have been brought to the release (`bringLayout`), and those of
 *   another type whose meaning is plain; `save` takes only what fits as it is
 */
export function portletRules(live: LiveReleases, viewer: Viewer, purpose: 'show' | 'save'): PortletRules {
  return {
    status(portlet) {
      const release = live.get(portlet);
      if (!release) return 'missing';
      return mayUsePortlet(viewer, release.descriptor) ? 'usable' : 'forbidden';
    },
    preferenceErrors(portlet, preferences) {
      const descriptor = live.get(portlet)?.descriptor;
      if (!descriptor) return [];
      const readOnly = readOnlyPreferences(descriptor);
      const { locale } = viewer;
      if (purpose === 'save') return validatePreferences(descriptor, preferences, { readOnly, locale });
      const rejected = migratePreferences(descriptor, preferences, descriptor.version).rejected.map(
        ({ name }) => name,
      );
      return [...new Set([...rejected, ...readOnly.filter((name) => name in preferences)])].map((name) => ({
        pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        detail: '',
      }));
    },
  };
}

/** Preferences that only administrators set. */
export function readOnlyPreferences(descriptor: PortletDescriptor): string[] {
  return Object.entries(descriptor.preferences ?? {})
    .filter(([, schema]) => schema.readOnly === true)
    .map(([name]) => name);
}
