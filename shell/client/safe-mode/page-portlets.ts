import type { Locale } from '@yimen/portlet-sdk';
import type { PageView } from '@yimen/shell-contract';

/** Portlets of the windows that a page shows, in its order. */
export function portletsOf({ windows }: PageView): string[] {
  const shown = windows.filter(({ isHidden, unavailable }) => !isHidden && unavailable === null);
  return [...new Set(shown.map(({ portlet }) => portlet))];
}

/** A portlet as people know it, and its release. */
export function titleOf({ releases }: PageView, portlet: string, locale: Locale) {
  const release = releases[portlet];
  return {
    title: release?.descriptor.title[locale] ?? portlet,
    release: release ? `${portlet} ${release.version}` : portlet,
  };
}
