import { usePortlet, usePortletEvent } from '@yimen/portlet-sdk';
import { changeEvent } from './use-admin-action.ts';

/** Reads resources of this window again when another window of the page has changed or decided something. */
export function useRefreshOnChange(...resources: readonly string[]): void {
  const portlet = usePortlet();
  usePortletEvent(changeEvent, () => void portlet.resources.refresh(...resources));
}
