import type { PageView } from '@yimen/shell-contract';

/** A page with the windows whose portlets are in use: of the others neither code nor data is needed now. */
export function outOfMaintenance(page: PageView, now: number): PageView {
  const isInUse = (portlet: string) =>
    !page.releases[portlet]?.maintenance?.some(({ from, to }) => from <= now && now < to);
  return { ...page, windows: page.windows.filter(({ portlet }) => isInUse(portlet)) };
}
