import { migratePreferences, preferenceDefaults, validatePreferences } from '@yimen/portlet-sdk/descriptor';
import { type FieldError, problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { PortalEvents } from '../event-stream/portal-events.ts';
import type { LiveReleases } from '../registry/live-release.ts';
import type { Registry } from '../registry/registry.ts';
import type { PageRow, PageStore } from '../stores/page-store.ts';
import type { PageVersionStore } from '../stores/page-version-store.ts';
import { rowOf } from './page-change.ts';

export type PagePublishing = ReturnType<typeof createPagePublishing>;
type Parts = {
  pages: PageStore;
  versions: PageVersionStore;
  registry: Registry;
  events: PortalEvents;
  log: Log;
  clock: () => number;
};

/** Drafts and published versions. `revision` is the one that the administrator has seen; undefined means any. */
export function createPagePublishing({ pages, versions, registry, events, log, clock }: Parts) {
  return {
    async saveDraft(id: string, nodes: LayoutNode[], revision: number | undefined): Promise<PageRow> {
      const live = await registry.live();
      const errors = draftMistakes(nodes, live);
      if (errors.length > 0) throw problem('invalid-input', { errors });
      const change = await pages.change(id, revision, async () => ({
        draft_json: nodes.map((node) => marked(node, live)),
        updated_at: clock(),
      }));
      return rowOf(change, id);
    },

    /** Makes the draft the page's next version; without a draft nothing changes. Open shells are told. */
    async publish(id: string, by: string, revision: number | undefined): Promise<PageRow> {
      let isNew = false;
      const change = await pages.change(id, revision, async (row, trx) => {
        isNew = row.draft_json !== null || row.version === 0;
        if (!isNew) return undefined;
        const version = row.version + 1;
        const now = clock();
        await versions.insert(trx, {
          page_id: id,
          version,
          nodes_json: row.draft_json ?? [],
          published_at: now,
          published_by: by,
        });
        return { version, draft_json: null, updated_at: now };
      });
      const row = rowOf(change, id);
      if (!isNew) return row;
      log.info('page-published', { pageId: id, version: row.version });
      await events.pagePublished(id, row.version);
      return row;
    },

    /** An old version becomes the draft; publishing makes it live. */
    async restore(id: string, version: number, revision: number | undefined): Promise<PageRow> {
      const old = await versions.find(id, version);
      if (!old) throw problem('not-found', { detail: `page "${id}" has no version ${version}` });
      const change = await pages.change(id, revision, async () => ({
        draft_json: old.nodes_json,
        updated_at: clock(),
      }));
      return rowOf(change, id);
    },
  };
}

/** Preferences are of the release that the administrator saw when she set them. */
function marked(node: LayoutNode, live: LiveReleases): LayoutNode {
  const { preferencesOf = live.get(node.portlet)?.version } = node;
  const isSet = Object.keys(node.preferences).length > 0 && preferencesOf !== undefined;
  return isSet ? { ...node, preferencesOf } : node;
}

// A portlet without a live release may stand on a page (it can come back); one with a release must be set up rightly.
function draftMistakes(nodes: readonly LayoutNode[], live: LiveReleases): FieldError[] {
  return nodes.flatMap((node, index) => {
    const descriptor = live.get(node.portlet)?.descriptor;
    if (!descriptor) return [];
    const { values, rejected } = migratePreferences(descriptor, node.preferences, node.preferencesOf);
    const isOld = node.preferencesOf !== undefined && rejected.length === 0;
    const set = { ...preferenceDefaults(descriptor), ...(isOld ? values : node.preferences) };
    return validatePreferences(descriptor, set).map(({ pointer, detail }) => ({
      pointer: `/body/nodes/${index}/preferences${pointer}`,
      detail,
    }));
  });
}
