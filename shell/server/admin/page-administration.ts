import { randomUUID } from 'node:crypto';
import { preferenceDefaults, validatePreferences } from '@yimen/portlet-sdk/descriptor';
import { type FieldError, problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { LayoutNode } from '@yimen/shell-contract/layout';
import type { createPageSchema, updatePageSchema } from '@yimen/shell-contract/schemas';
import type { z } from 'zod';
import type { PortalEvents } from '../event-stream/portal-events.ts';
import type { LiveReleases, Registry } from '../registry/registry.ts';
import type { PageChange, PageRow, PageStore } from '../stores/page-store.ts';

export type PageAdministration = ReturnType<typeof createPageAdministration>;
type CreatePage = z.output<typeof createPageSchema>;
type UpdatePage = z.output<typeof updatePageSchema>;
type Parts = { pages: PageStore; registry: Registry; events: PortalEvents; log: Log; clock: () => number };

/** The rules of composing pages: revisions, tree, drafts, published versions. */
export function createPageAdministration({ pages, registry, events, log, clock }: Parts) {
  /** @throws problem `not-found` */
  async function require(id: string): Promise<PageRow> {
    const row = await pages.find(id);
    if (!row) throw problem('not-found', { detail: `no page "${id}"` });
    return row;
  }

  return {
    require,

    async create(page: CreatePage): Promise<PageRow> {
      if (page.parentId !== null) await assertParent(pages, undefined, page.parentId);
      const now = clock();
      const id = page.id ?? randomUUID();
      const isNew = await pages.insert({
        id,
        slug: page.slug,
        parent_id: page.parentId,
        title_json: page.title,
        position: page.order,
        audience_json: page.audience,
        home_priority: page.homePriority,
        version: 0,
        draft_json: [],
        revision: 1,
        created_at: now,
        updated_at: now,
        deleted_at: null,
      });
      if (!isNew) throw taken('/body/slug', `the id "${id}" or the address "${page.slug}" is taken`);
      log.info('page-created', { pageId: id });
      return await require(id);
    },

    async update(id: string, changes: UpdatePage, revision: number | undefined): Promise<PageRow> {
      if (changes.parentId) await assertParent(pages, id, changes.parentId);
      const change = await pages.change(id, revision, async () => ({
        ...(changes.slug !== undefined && { slug: changes.slug }),
        ...(changes.parentId !== undefined && { parent_id: changes.parentId }),
        ...(changes.title !== undefined && { title_json: changes.title }),
        ...(changes.order !== undefined && { position: changes.order }),
        ...(changes.audience !== undefined && { audience_json: changes.audience }),
        ...(changes.homePriority !== undefined && { home_priority: changes.homePriority }),
        updated_at: clock(),
      }));
      return rowOf(change, id);
    },

    /** Children move up. People's changes stay in the database; the page's address is free again. */
    async remove(id: string, revision: number | undefined): Promise<void> {
      const change = await pages.change(id, revision, async (row, trx) => {
        await pages.moveChildren(trx, id, row.parent_id);
        return { slug: null, parent_id: null, deleted_at: clock() };
      });
      rowOf(change, id);
      log.info('page-removed', { pageId: id });
    },

    async saveDraft(id: string, nodes: LayoutNode[], revision: number | undefined): Promise<PageRow> {
      const errors = draftMistakes(nodes, await registry.live());
      if (errors.length > 0) throw problem('invalid-input', { errors });
      const change = await pages.change(id, revision, async () => ({
        draft_json: nodes,
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
        await pages.insertVersion(trx, {
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
      const old = await pages.findVersion(id, version);
      if (!old) throw problem('not-found', { detail: `page "${id}" has no version ${version}` });
      const change = await pages.change(id, revision, async () => ({
        draft_json: old.nodes_json,
        updated_at: clock(),
      }));
      return rowOf(change, id);
    },
  };
}

function rowOf(change: PageChange, id: string): PageRow {
  if ('row' in change) return change.row;
  if (change.failed === 'missing') throw problem('not-found', { detail: `no page "${id}"` });
  if (change.failed === 'slug-taken') throw taken('/body/slug', 'the address is taken');
  throw problem('revision-outdated');
}

function taken(pointer: string, detail: string): Error {
  return problem('conflict', { errors: [{ pointer, detail }] });
}

async function assertParent(pages: PageStore, id: string | undefined, parentId: string): Promise<void> {
  const parents = new Map((await pages.all()).map((row) => [row.id, row.parent_id]));
  const fail = (detail: string) =>
    problem('invalid-input', { errors: [{ pointer: '/body/parentId', detail }] });
  if (!parents.has(parentId)) throw fail(`there is no page "${parentId}"`);
  for (let above: string | null = parentId; above !== null; above = parents.get(above) ?? null) {
    if (above === id) throw fail('a page cannot hang below itself');
  }
}

// A portlet without a live release may stand on a page (it can come back); one with a release must be set up rightly.
function draftMistakes(nodes: readonly LayoutNode[], live: LiveReleases): FieldError[] {
  return nodes.flatMap((node, index) => {
    const descriptor = live.get(node.portlet)?.descriptor;
    if (!descriptor) return [];
    const set = { ...preferenceDefaults(descriptor), ...node.preferences };
    return validatePreferences(descriptor, set).map(({ pointer, detail }) => ({
      pointer: `/body/nodes/${index}/preferences${pointer}`,
      detail,
    }));
  });
}
