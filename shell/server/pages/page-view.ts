import type { PageSummary, PageView, ReleaseView, TrayItem, WindowView } from '@yimen/shell-contract';
import {
  type LayoutNode,
  type MergedNode,
  mergeLayout,
  type PersonalNode,
} from '@yimen/shell-contract/layout';
import { type LiveReleases, presentRelease } from '../registry/live-release.ts';
import type { Viewer } from '../session/viewer.ts';
import type { StoredLayout } from '../stores/personal-layout-store.ts';
import { portletRules, readOnlyPreferences } from './portlet-rules.ts';
import { bringLayout, bringNodes } from './stored-preferences/bring-page.ts';

/** What a page is shown from. */
export type PageSources = {
  /** As the person's navigation shows it. */
  summary: PageSummary;
  version: number;
  nodes: readonly LayoutNode[];
  personal: StoredLayout;
  live: LiveReleases;
  viewer: Viewer;
};

/** A page as one person sees it: merged (D11), with the releases of exactly its windows, and nothing she may not see. */
export function presentPage({ summary, version, nodes, personal, live, viewer }: PageSources): PageView {
  const rules = portletRules(live, viewer, 'show');
  const brought = bringLayout(personal.layout, nodes, live);
  const merged = mergeLayout(bringNodes(nodes, live), brought.layout, rules);
  const tray = [...merged.tray, ...shownOnly(brought.adjusted, merged.nodes)];
  const isForbidden = (portlet: string | null) => portlet !== null && rules.status(portlet) === 'forbidden';
  return {
    page: summary,
    version,
    revision: personal.revision,
    windows: merged.nodes.map((node) => presentWindow(node, live)),
    tray: tray.map((item) => (isForbidden(item.portlet) ? withoutPortlet(item) : item)),
    releases: releasesOf(merged.nodes, live),
  };
}

function presentWindow(node: MergedNode, live: LiveReleases): WindowView {
  const descriptor = live.get(node.portlet)?.descriptor;
  if (!descriptor) return { ...node, readOnlyPreferences: [], unavailable: 'missing' };
  const isLocked = node.locks.includes('configure');
  return {
    ...node,
    readOnlyPreferences: isLocked
      ? Object.keys(descriptor.preferences ?? {})
      : readOnlyPreferences(descriptor),
    unavailable: null,
  };
}

/** Live releases of the portlets of some windows, by name. */
export function releasesOf(
  nodes: readonly Pick<LayoutNode, 'portlet'>[],
  live: LiveReleases,
): Record<string, ReleaseView> {
  const names = new Set(nodes.map((node) => node.portlet));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const release = live.get(name);
      return release ? [[name, presentRelease(release)]] : [];
    }),
  );
}

/** What is adjusted in a window that she does not see is no news. */
function shownOnly(items: readonly TrayItem[], nodes: readonly MergedNode[]): TrayItem[] {
  return items.filter((item) => nodes.some(({ id }) => id === item.nodeId));
}

// She keeps her change, but a portlet that she may not use any more is not named (I6).
function withoutPortlet(item: TrayItem): TrayItem {
  const {
    added: _added,
    preferences: _preferences,
    preferencesOf: _preferencesOf,
    earlierPreferences: _earlierPreferences,
    ...change
  }: PersonalNode = item.change;
  return { ...item, portlet: null, change };
}
