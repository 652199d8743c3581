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
  const draft = row.draft_json ?? published;
  return {
    ...presentAdminPage(row),
    draft,
    published,
    releases: releasesOf([...draft, ...published], live),
  };
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
