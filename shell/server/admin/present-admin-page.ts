import { migratePreferences } from '@yimen/portlet-sdk/descriptor';
import type { AdminPage, AdminPageDetail, AdminPageVersion } from '@yimen/shell-contract';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import { presentSummary } from '../pages/page-list.ts';
import { releasesOf } from '../pages/page-view.ts';
import type { LiveReleases } from '../registry/live-release.ts';
import type { PageRow } from '../stores/page-store.ts';
import type { PageVersionRow } from '../stores/page-version-store.ts';

/** A page as administrators see it. */
export function presentAdminPage(row: PageRow): AdminPage {
  return {
    ...presentSummary(row),
    audience: row.audience_json,
    homePriority: row.home_priority,
    version: row.version,
    hasDraft: row.draft_json !== null,
    revision: row.revision,
  };
}

/** A page with its draft, or what a draft would begin with. */
export function presentAdminPageDetail(
  row: PageRow,
  published: LayoutNode[],
  live: LiveReleases,
): AdminPageDetail {
  const draft = (row.draft_json ?? published).map((node) => asSet(node, live));
  return {
    ...presentAdminPage(row),
    draft,
    published: published.map((node) => asSet(node, live)),
    releases: releasesOf([...draft, ...published], live),
  };
}

/** Preferences as the live release reads them, so that they can be edited and saved as its own. */
function asSet({ preferencesOf, ...node }: LayoutNode, live: LiveReleases): LayoutNode {
  const release = live.get(node.portlet);
  if (!release) return preferencesOf === undefined ? node : { ...node, preferencesOf };
  const { values, rejected } = migratePreferences(release.descriptor, node.preferences, preferencesOf);
  const kept = Object.fromEntries(rejected.map(({ name, value }) => [name, value]));
  const isSet = Object.keys(node.preferences).length > 0 && preferencesOf !== undefined;
  // What does not fit stays in sight: it is for the administrator to set it anew.
  const preferences = { ...kept, ...values };
  return { ...node, preferences, ...(isSet && { preferencesOf: release.version }) };
}

/** A version in the page's history. */
export function presentVersion(row: PageVersionRow): AdminPageVersion {
  return {
    version: row.version,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    windows: row.nodes_json.length,
  };
}
