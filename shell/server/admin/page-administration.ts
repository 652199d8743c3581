import { randomUUID } from 'node:crypto';
import { problem } from '@yimen/problem';
import type { Log } from '@yimen/service-kit';
import type { createPageSchema, updatePageSchema } from '@yimen/shell-contract/schemas';
import type { z } from 'zod';
import { ancestorsOf } from '../pages/page-tree.ts';
import type { PageRow, PageStore } from '../stores/page-store.ts';
import { noSuchPage, rowOf, taken } from './page-change.ts';

export type PageAdministration = ReturnType<typeof createPageAdministration>;
type CreatePage = z.output<typeof createPageSchema>;
type UpdatePage = z.output<typeof updatePageSchema>;
type Parts = { pages: PageStore; log: Log; clock: () => number };

/** The rules of the page tree. `revision` is the one that the administrator has seen; undefined means any. */
export function createPageAdministration({ pages, log, clock }: Parts) {
  /** @throws problem `not-found` */
  async function require(id: string): Promise<PageRow> {
    const row = await pages.find(id);
    if (!row) throw noSuchPage(id);
    return row;
  }

  return {
    require,

    async create(page: CreatePage): Promise<PageRow> {
      if (page.parentId !== null) await assertParent(pages, undefined, page.parentId);
      const id = page.id ?? randomUUID();
      const isNew = await pages.insert(newRow(id, page, clock()));
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
  };
}

function newRow(id: string, page: CreatePage, now: number): Parameters<PageStore['insert']>[0] {
  return {
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
  };
}

async function assertParent(pages: PageStore, id: string | undefined, parentId: string): Promise<void> {
  const parents = new Map((await pages.all()).map((row) => [row.id, row.parent_id]));
  const fail = (detail: string) =>
    problem('invalid-input', { errors: [{ pointer: '/body/parentId', detail }] });
  if (!parents.has(parentId)) throw fail(`there is no page "${parentId}"`);
  if (id !== undefined && ancestorsOf(parentId, parents).includes(id)) {
    throw fail('a page cannot hang below itself');
  }
}
