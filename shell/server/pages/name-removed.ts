import type { TrayItem } from '@yimen/shell-contract';
import type { PortletRules } from '@yimen/shell-contract/layout';
import type { PageVersionRow } from '../stores/page-version-store.ts';

/**
 * Says which portlet a window had that an administrator has removed: the changes of a window do not name it, the page's
 * older versions do.
 *
 * @param versions reads the page's versions, newest first; asked only when there is something to name
 */
export async function nameRemoved(
  tray: readonly TrayItem[],
  versions: () => Promise<PageVersionRow[]>,
  rules: PortletRules,
): Promise<TrayItem[]> {
  const isNameless = (item: TrayItem) => item.reason === 'node-removed' && item.portlet === null;
  if (!tray.some(isNameless)) return [...tray];
  const nodes = (await versions()).flatMap((version) => version.nodes_json);
  return tray.map((item) => {
    if (!isNameless(item)) return item;
    const portlet = nodes.find((node) => node.id === item.nodeId)?.portlet;
    // What she may not use any more is not named (I6).
    return portlet === undefined || rules.status(portlet) === 'forbidden' ? item : { ...item, portlet };
  });
}
