import type { Locale } from '@yimen/portlet-sdk';
import type { ReleaseView, WindowView } from '@yimen/shell-contract';

/** Title of a window: the person's, else the administrator's, else the portlet's, else its name. */
export function windowTitle(
  window: Pick<WindowView, 'personalTitle' | 'title' | 'portlet'>,
  release: ReleaseView | null | undefined,
  locale: Locale,
): string {
  return (
    window.personalTitle ?? window.title?.[locale] ?? release?.descriptor.title[locale] ?? window.portlet
  );
}
